const rows = { NXDOMAIN: 3, SERVFAIL: 2, REFUSED: 5, NOTIMP: 4, FORMERR: 1 };

export type Rcode = keyof typeof rows;

/** The answers of a name server that carry no records, and their codes on the wire (RFC 1035, section 4.1.1). */
export const RCODES: Readonly<Record<Rcode, number>> = rows;

/** What an answer with this code is called; undefined: one of those that nothing here is about. */
export function rcodeNamed(code: number): 'NOERROR' | Rcode | undefined {
  const names = Object.keys(rows) as Rcode[];
  return code === 0 ? 'NOERROR' : names.find((name) => rows[name] === code);
}
