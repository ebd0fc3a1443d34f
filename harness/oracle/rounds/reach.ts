import type { Case, Host, RecordSet } from '../../model/index.ts';
import { answersOf, canonical, openInternet, parseServerName, setsIn, sitesOf } from '../../model/index.ts';

/** Whether somebody who was asked for this case's server name may have looked a name up: by the book, early, or in vain (D-6). */
export type Reach = (name: string) => boolean;

export function reachOf(c: Case): Reach {
  const setsAt = setsIn(c.zone);
  const internet = openInternet(c.hosts);
  const server = parseServerName(c.server);
  const names = new Set<string>(server.ok ? [canonical(server.host)] : []);
  // A set that grows while it is walked.
  for (const name of names) {
    const services = isService(name) ? [] : [`_matrix-fed._tcp.${name}`, `_matrix._tcp.${name}`];
    const answers = (setsAt(name) ?? []).flatMap((set: RecordSet) => set.answers);
    const records = answers.flatMap((answer) => [...answer.records, ...answer.additional]);
    const targets = records.flatMap((record) => ('target' in record ? [record.target] : []));
    const hosts = records.flatMap((record) => ('address' in record ? (internet(record.address) ?? []) : []));
    for (const next of [...services, ...targets, ...hosts.flatMap(namesToldBy)]) names.add(canonical(next));
  }
  return (name) => names.has(canonical(name));
}

const isService = (name: string) => name.startsWith('_');

/** Whatever looks like a name in what a host answers: delegations and redirects, and more rather than less. */
function namesToldBy({ listeners }: Host): string[] {
  const answers = listeners.flatMap(sitesOf).flatMap(({ routes }) => routes.flatMap(answersOf));
  const texts = answers.flatMap(({ body, location, headers }) => [
    new TextDecoder().decode(body.subarray(0, 65_536)),
    location ?? '',
    JSON.stringify(headers),
  ]);
  return texts.flatMap((text) => text.match(/[\w-]+(\.[\w-]+)+/g) ?? []);
}
