const rows = {
  A: 'one IPv4 address',
  AAAA: 'one IPv6 address',
  CNAME: 'one name',
  SRV: 'priority, weight, port and target',
  TXT: 'text',
  HTTPS: 'priority, target and parameters',
  SVCB: 'priority, target and parameters',
};

export type RecordType = keyof typeof rows;

/** The types of DNS records that a world has, and what a record of each type holds. */
export const RECORD_TYPES: Readonly<Record<RecordType, string>> = rows;
