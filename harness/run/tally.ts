import { countStatuses, type StatusCounts, type Verdict } from '../judge/index.ts';

type Counted = Pick<Verdict, 'id' | 'status' | 'reasons' | 'twin'>;

/** How many verdicts there are of each status. */
export interface Tally {
  readonly all: StatusCounts;
  /** Of authored cases, sorted by the name of the family. */
  readonly families: readonly FamilyCounts[];
  /** Of the twins of all families: there are several for each case, and they tell one thing. Absent where there are none. */
  readonly twins?: StatusCounts;
  /** Why cases and twins were skipped, each reason once, that of most first. */
  readonly skipped: readonly Skipped[];
}

export interface FamilyCounts {
  readonly family: string;
  readonly counts: StatusCounts;
}

export interface Skipped {
  readonly why: string;
  /** Authored ones. */
  readonly cases: number;
  readonly twins: number;
}

export function tallyOf(verdicts: readonly Counted[]): Tally {
  const twins = verdicts.filter(({ twin }) => twin !== undefined);
  return {
    all: countStatuses(verdicts),
    families: familiesOf(verdicts.filter(({ twin }) => twin === undefined)),
    ...(twins.length > 0 && { twins: countStatuses(twins) }),
    skipped: whySkipped(verdicts),
  };
}

function familiesOf(verdicts: readonly Counted[]): readonly FamilyCounts[] {
  const families = new Map<string, Counted[]>();
  for (const verdict of verdicts) {
    const family = verdict.id.slice(0, verdict.id.indexOf('/'));
    const known = families.get(family);
    if (known) known.push(verdict);
    else families.set(family, [verdict]);
  }
  return inOrder(families).map(([family, of]) => ({ family, counts: countStatuses(of) }));
}

function whySkipped(verdicts: readonly Counted[]): readonly Skipped[] {
  const reasons = new Map<string, { cases: number; twins: number }>();
  for (const { status, reasons: why, twin } of verdicts) {
    const text = why[0]?.text;
    if (status !== 'skip' || text === undefined) continue;
    const counts = reasons.get(text) ?? { cases: 0, twins: 0 };
    counts[twin === undefined ? 'cases' : 'twins']++;
    reasons.set(text, counts);
  }
  const all = inOrder(reasons).map(([why, counts]) => ({ why, ...counts }));
  return all.sort((a, b) => b.cases + b.twins - (a.cases + a.twins));
}

const inOrder = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
