import { type DivergenceKind, strength } from '../judge/index.ts';
import type { ConcludedCase, ConcludedVerdict } from './concluded.ts';

/** Failures of one kind: the behaviour left the algorithm in the same way. */
export interface FailureKind {
  readonly kind: DivergenceKind;
  readonly count: number;
  /** How many of them no baseline knows. */
  readonly unexpected: number;
  /** The case that shows it most plainly: an authored one if there is any, in the smallest world, the first by id. */
  readonly example: string;
  /** The strongest that is broken. */
  readonly level: ConcludedVerdict['level'];
}

/** The kind of most failures first. */
export function failureKinds(
  verdicts: readonly ConcludedVerdict[],
  cases: readonly ConcludedCase[],
): readonly FailureKind[] {
  const kinds = new Map<DivergenceKind, ConcludedVerdict[]>();
  for (const verdict of verdicts) {
    const kind = verdict.divergence?.kind;
    if (verdict.status !== 'fail' || kind === undefined) continue;
    const known = kinds.get(kind);
    if (known) known.push(verdict);
    else kinds.set(kind, [verdict]);
  }
  const sizes = new Map(cases.map(({ id, size }) => [id, size]));
  return [...kinds]
    .map(([kind, failures]) => kindOf(kind, failures, sizes))
    .sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1));
}

function kindOf(
  kind: DivergenceKind,
  failures: readonly ConcludedVerdict[],
  sizes: ReadonlyMap<string, number>,
): FailureKind {
  const levels = failures.map(({ level }) => level).sort((a, b) => strength(b) - strength(a));
  return {
    kind,
    count: failures.length,
    unexpected: failures.filter(({ expected }) => !expected).length,
    example: plainest(failures, sizes),
    level: levels[0] ?? 'record',
  };
}

function plainest(failures: readonly ConcludedVerdict[], sizes: ReadonlyMap<string, number>): string {
  const size = (id: string) => sizes.get(id) ?? Number.POSITIVE_INFINITY;
  const isTwin = ({ twin }: ConcludedVerdict) => Number(twin !== undefined);
  const [first] = failures.toSorted(
    (a, b) => isTwin(a) - isTwin(b) || size(a.id) - size(b.id) || (a.id < b.id ? -1 : 1),
  );
  return first?.id ?? '';
}
