import type { Case } from './case.ts';

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
