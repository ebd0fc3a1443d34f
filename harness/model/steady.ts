import { ADDRESS_SPELLINGS } from './address-spellings.ts';
import { asFirstNamed } from './again.ts';
import type { Case, Host } from './case.ts';

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

/** `20.1.0.1` is not found in `20.1.0.12`. */
function replaceWhole(text: string, part: string, by: string): string {
  let result = text;
  for (let at = result.indexOf(part); at >= 0; at = result.indexOf(part, at + 1)) {
    const before = result[at - 1] ?? ' ';
    const after = result[at + part.length] ?? ' ';
    if (/[0-9a-fA-F]/.test(before) || /[0-9a-fA-F]/.test(after)) continue;
    result = result.slice(0, at) + by + result.slice(at + part.length);
  }
  return result;
}
