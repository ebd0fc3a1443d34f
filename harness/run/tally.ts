import { countStatuses, type StatusCounts, type Verdict } from '../judge/index.ts';

type Counted = Pick<Verdict, 'id' | 'status' | 'reasons' | 'twin'>;

/** How many verdicts there are of each status. */
export interface Tally {
  readonly all: StatusCounts;
  /** Of authored cases, sorted by the name of the family. */
  readonly families: readonly FamilyCounts[];
  /** Of the twins of all families: there are several for each case, and they tell one thing. Absent where there are none. */
  readonly twins?: StatusCounts;
  /** Why twins were skipped, each reason once. */
  readonly skippedTwins: readonly SkippedTwins[];
}

export interface FamilyCounts {
  readonly family: string;
  readonly counts: StatusCounts;
}

export interface SkippedTwins {
  readonly why: string;
  readonly count: number;
}

export function tallyOf(verdicts: readonly Counted[]): Tally {
  const twins = verdicts.filter(({ twin }) => twin !== undefined);
  return {
    all: countStatuses(verdicts),
    families: familiesOf(verdicts.filter(({ twin }) => twin === undefined)),
    ...(twins.length > 0 && { twins: countStatuses(twins) }),
    skippedTwins: whySkipped(twins),
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

function whySkipped(twins: readonly Counted[]): readonly SkippedTwins[] {
  const reasons = new Map<string, number>();
  for (const { status, reasons: why } of twins) {
    const text = why[0]?.text;
    if (status === 'skip' && text !== undefined) reasons.set(text, (reasons.get(text) ?? 0) + 1);
  }
  return inOrder(reasons).map(([why, count]) => ({ why, count }));
}

const inOrder = <T>(map: ReadonlyMap<string, T>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
