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

/** A steady text as it was in this case: a reader of a failure has to see what was sent, and not what the author wrote for it. */
export function withAddresses(c: Case, text: string): string {
  const spellings = new Map(
    c.hosts.flatMap((host) => spelledOut(host).map(([spelling, placeholder]) => [placeholder, spelling])),
  );
  return text.replace(/\{\w+ [\w-]+\}/g, (placeholder) => spellings.get(placeholder) ?? placeholder);
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
