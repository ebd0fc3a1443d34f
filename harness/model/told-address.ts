import { canonicalAddress } from './address.ts';
import type { Case, Host } from './case.ts';

/** The address that the case tells resolvers of a host: IPv4 unless only the other one is told. */
export function toldAddress(c: Case, host: Host): string {
  return isTold(c, host.ipv6) && !isTold(c, host.ipv4) ? host.ipv6 : host.ipv4;
}

/** Whether the case tells resolvers this address, in a record or in the server name. */
export function isTold(c: Case, own: string): boolean {
  const texts = Object.values(c.zone).flatMap((sets) =>
    sets.flatMap((set) => set.answers.flatMap((answer) => answer.records)),
  );
  const written = texts.some(
    (record) => 'address' in record && canonicalAddress(record.address) === canonicalAddress(own),
  );
  return written || c.server.includes(own);
}
