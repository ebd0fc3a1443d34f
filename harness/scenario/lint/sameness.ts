import { type Case, spellingsOf } from '../../model/index.ts';

/**
 * All that decides what a case asks and expects, as a text in which its own name and addresses have no part: two cases
 * with the same text are the same test.
 */
export function sameness(c: Case): string {
  const { server, request, machine, zone, hosts, expect, tolerate, rounds, level, since, until, needs } = c;
  const asked = { server, request, machine, level, since, until, needs: needs.toSorted() };
  return JSON.stringify(plain({ ...asked, zone, hosts, expect, tolerate, rounds }, ownWords(c)));
}

/** What stands for its own name and addresses, in every spelling. */
type Words = (text: string) => string;

function ownWords(c: Case): Words {
  const [label = ''] = c.name.split('.');
  const hosts = (c.rounds ?? [c]).flatMap((world) => world.hosts);
  const addresses = hosts.flatMap(({ label: host, ...of }) =>
    spellingsOf(of).map((spelling, kind) => [spelling, `{${kind} ${host}}`] as const),
  );
  const words = new Map([...addresses, [label, '{@}'] as const, [label.toUpperCase(), '{upper @}'] as const]);
  // The longest first, since an address may be the beginning of another.
  const longest = [...words.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(longest.map((word) => word.replace(/[.[\]]/g, '\\$&')).join('|'), 'g');
  return (text) => text.replace(pattern, (word) => words.get(word) ?? word);
}

/** Keys in the order of the alphabet, bytes as text, and not which words a pattern was written in. */
function plain(value: unknown, words: Words): unknown {
  if (value instanceof Uint8Array) return words(Buffer.from(value).toString('latin1'));
  if (typeof value === 'string') return words(value);
  if (Array.isArray(value)) return value.map((each) => plain(each, words));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== 'text');
  return Object.fromEntries(
    entries.map(([key, each]) => [words(key), plain(each, words)] as const).sort(byKey),
  );
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
