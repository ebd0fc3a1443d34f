import type { Case } from '../../model/index.ts';
import { LOOPBACK } from './bind-machine.ts';

/**
 * Whether a case that is bound for being asked once more asks for a name of the first time, or leads to one or to an address
 * of it: an author has written it out, instead of a placeholder.
 */
export function namesOther(again: Case, first: Case): boolean {
  const before = new Set(namesAsked(first));
  if (namesAsked(again).some((name) => before.has(name))) return true;
  const marks = [first.name, ...first.hosts.filter(({ label }) => label !== LOOPBACK).flatMap(addressesOf)];
  const written = new RegExp(`(?<![a-z0-9-])(${marks.map(literally).join('|')})(?![a-z0-9-])`, 'i');
  const { server, request, machine, zone, hosts, expect, tolerate, rounds } = again;
  for (const text of textsOf([server, request, machine, zone, hosts, expect, tolerate, rounds])) {
    if (written.test(text)) return true;
  }
  return false;
}

function namesAsked({ server, rounds = [] }: Case): readonly string[] {
  return rounds.length === 0 ? [server] : rounds.flatMap(({ resolve }) => resolve);
}

const addressesOf = ({ ipv4, ipv6 }: Case['hosts'][number]) => [ipv4, ipv6];

const literally = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Keys are texts, too: the names of a zone are. */
function* textsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (value instanceof Uint8Array) yield Buffer.from(value).toString('latin1');
  else if (typeof value === 'object' && value !== null)
    for (const [key, part] of Object.entries(value)) {
      yield key;
      yield* textsOf(part);
    }
}
