import type { Drawn } from './draw.ts';

/** What a lot of random worlds is about. */
export interface Distribution {
  /** Those in which the text settles what is right. */
  readonly settled: number;
  readonly open: number;
  /** Step → how many of the settled worlds it decides: those with a request, and those without. */
  readonly steps: Readonly<Record<string, { readonly reached: number; readonly refused: number }>>;
  /** Clause → settled worlds in which the oracle goes by it. */
  readonly clauses: Readonly<Record<string, number>>;
  /** Question that is left open → worlds. */
  readonly questions: Readonly<Record<string, number>>;
}

export function distributionOf(lot: readonly Drawn[]): Distribution {
  const settled = lot.filter(({ world }) => !world.open);
  const open = lot.filter(({ world }) => world.open);
  const steps: Record<string, { reached: number; refused: number }> = {};
  for (const { world } of settled) {
    const { step, connect } = world.outcome;
    const of = steps[step] ?? { reached: 0, refused: 0 };
    steps[step] = of;
    of[connect.length > 0 ? 'reached' : 'refused']++;
  }
  return {
    settled: settled.length,
    open: open.length,
    steps,
    clauses: tally(settled.flatMap(({ world }) => world.document.clauses)),
    questions: tally(open.flatMap(({ world }) => world.outcome.open.map(({ id }) => id))),
  };
}

function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
