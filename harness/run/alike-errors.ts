import type { ConcludedVerdict } from './concluded.ts';
import type { Likewise } from './likewise.ts';

/** Verdicts of one kind. */
export interface Alike {
  readonly what: Likewise;
  readonly verdicts: ConcludedVerdict[];
}

type Error = Extract<Likewise, { readonly of: 'error' }>;

const MOST_TEXTS = 5;

/**
 * Errors of one code with more texts than five become one kind: an adapter that says something else of each case would push all
 * failures out of sight.
 */
export function fewErrors(kinds: readonly Alike[]): readonly Alike[] {
  const byCode = new Map<string, Alike[]>();
  for (const kind of kinds) {
    const code = kind.what.of === 'error' ? codeOf(kind.what) : undefined;
    if (code !== undefined) byCode.set(code, [...(byCode.get(code) ?? []), kind]);
  }
  const many = [...byCode].filter(([, alike]) => alike.length > MOST_TEXTS);
  const joined = new Set(many.flatMap(([, alike]) => alike));
  return [
    ...kinds.filter((kind) => !joined.has(kind)),
    ...many.map(([code, alike]) => together(code, alike)),
  ];
}

function together(code: string, alike: readonly Alike[]): Alike {
  const texts = alike.flatMap(({ what }) => (what.of === 'error' ? [what.why] : []));
  const like = `${commonBeginning(texts)}… (${code})`;
  return { what: { of: 'error', why: code, like }, verdicts: alike.flatMap(({ verdicts }) => verdicts) };
}

/** Errors of adapters end with theirs. */
const codeOf = ({ why }: Error): string | undefined => / \(([a-z-]+)\)$/.exec(why)?.[1];

/** Whole words, and the blank behind them; they are not all equal. */
function commonBeginning([first = '', ...others]: readonly string[]): string {
  const words = first.split(/(?<= )/);
  const ends = words.map((_, at) => words.slice(0, at).join(''));
  return ends.findLast((end) => others.every((other) => other.startsWith(end))) ?? '';
}
