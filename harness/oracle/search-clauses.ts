import { type Clause, clauses, familyOf } from './clause.ts';

/**
 * The clauses that a search means: one by its id, however it is spelled (`S33-a`, `s33a`), else those that have all the words,
 * letter case aside, in id, level, section, text or notes. In the order of the sections.
 */
export function searchClauses(words: readonly string[]): readonly Clause[] {
  const [only] = words;
  const named = clauses.filter(
    ({ id }) => words.length === 1 && only !== undefined && bare(id) === bare(only),
  );
  if (named.length > 0) return named;
  const wanted = words.flatMap((word) => word.toLowerCase().split(/\s+/)).filter((word) => word !== '');
  return clauses.filter((clause) => {
    const text = textOf(clause);
    return wanted.every((word) => text.includes(word));
  });
}

const bare = (id: string) => id.toUpperCase().replace(/[^A-Z0-9]/g, '');

function textOf(clause: Clause): string {
  const { id, level, text, note = '', why = '' } = clause;
  return [id, level, familyOf(clause), text, note, why].join('\n').toLowerCase();
}
