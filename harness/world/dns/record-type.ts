/** The types that resolvers are known to ask here; dns-packet does not export its own table. */
const NAMES: Readonly<Record<number, string>> = {
  1: 'A',
  2: 'NS',
  5: 'CNAME',
  6: 'SOA',
  12: 'PTR',
  15: 'MX',
  16: 'TXT',
  28: 'AAAA',
  33: 'SRV',
  35: 'NAPTR',
  43: 'DS',
  48: 'DNSKEY',
  52: 'TLSA',
  64: 'SVCB',
  65: 'HTTPS',
  255: 'ANY',
  257: 'CAA',
};

/** `TYPE99` (RFC 3597) for those without a name here. */
export function typeName(type: number): string {
  return NAMES[type] ?? `TYPE${type}`;
}
