const rows = {
  strays: 'records that were not asked for stand in the answer',
  'no EDNS': 'a question with EDNS is answered FORMERR, and the same one without it as it should be',
  'beside an alias': 'there are an alias and records of the type that was asked for',
  'two servers': 'the two name servers of the machine answer differently',
  'hosts file': 'the hosts file of the machine has other addresses',
};

/** What makes an answer doubtful: clients differ in what they make of it, and no text says who is right. */
export type DnsOddity = keyof typeof rows;

export const DNS_ODDITIES: Readonly<Record<DnsOddity, string>> = rows;
