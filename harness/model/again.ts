import type { Case } from './case.ts';
import { replaceWhole } from './replace-whole.ts';

/**
 * What ends the first label of the own name of a case that is asked once more: whoever was asked a name may still know it,
 * so that no name comes twice within one process.
 */
export const AGAIN = '--again';

/** A text about a case as it would be if that were asked for the first time. Letter case is kept. */
export function asFirstNamed({ name, again }: Pick<Case, 'name' | 'again'>, text: string): string {
  if (again === undefined) return text;
  const [label = ''] = name.split('.', 1);
  return text.replace(new RegExp(`(?<![a-z0-9-])${label}(?![a-z0-9-])`, 'gi'), (found) =>
    found.slice(0, -AGAIN.length),
  );
}

/** A text about a case that was asked once more, with the names and the addresses that it had when it was asked first. */
export function asFirstAsked(again: Case, first: Case, text: string): string {
  let told = asFirstNamed(again, text);
  for (const { label, ipv4, ipv6 } of again.hosts) {
    const before = first.hosts.find((host) => host.label === label);
    if (before === undefined) continue;
    told = replaceWhole(replaceWhole(told, ipv4, before.ipv4), ipv6, before.ipv6);
  }
  return told;
}
