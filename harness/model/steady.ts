import { ADDRESS_SPELLINGS } from './address-spellings.ts';
import { asFirstNamed } from './again.ts';
import type { Case, Host } from './case.ts';
import { replaceWhole } from './replace-whole.ts';

/**
 * Addresses differ between runs with other selections, and names where a case is asked once more: what a reader sees twice
 * is written as authors write it, or under the name of the first asking.
 */
export function steady(c: Case, text: string): string {
  let steadied = asFirstNamed(c, text);
  for (const host of c.hosts) {
    for (const [spelling, placeholder] of spelledOut(host))
      steadied = replaceWhole(steadied, spelling, placeholder);
  }
  return steadied;
}

/** Of each host once: the longest first, since one spelling may stand within another. */
const spelled = new WeakMap<Host, readonly (readonly [string, string])[]>();

function spelledOut(host: Host): readonly (readonly [string, string])[] {
  const known = spelled.get(host);
  if (known !== undefined) return known;
  const made = Object.entries(ADDRESS_SPELLINGS)
    .map(([word, spell]) => [spell(host), `{${word} ${host.label}}`] as const)
    .sort(([a], [b]) => b.length - a.length);
  spelled.set(host, made);
  return made;
}
