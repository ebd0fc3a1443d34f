import { divergenceText, strength } from '../judge/index.ts';
import { STEPS, type StepId } from '../model/index.ts';
import { isDemand } from '../oracle/index.ts';
import { type Alike, fewErrors } from './alike-errors.ts';
import type { ConcludedCase, ConcludedVerdict } from './concluded.ts';
import { type Likewise, likewise, likewiseKey } from './likewise.ts';

/** Results of one kind. */
export interface ResultKind {
  readonly what: Likewise;
  /** So many, expected or not. */
  readonly count: number;
  /** Those that no baseline knows, the plainest first: what breaks a MUST, authored before twins, common ones, no variant, the smallest world. */
  readonly unexpected: readonly string[];
  /** The plainest case: an unexpected one if there is any. */
  readonly example: string;
  /** The strongest that is broken, of unexpected ones if there are any. */
  readonly level: ConcludedVerdict['level'];
  /** Where in the algorithm it went wrong, in the order of the algorithm; empty but for failures. */
  readonly steps: readonly StepId[];
  /** What was wrong with the example, of a kind whose name alone does not say it. */
  readonly says?: string;
}

/**
 * Failures, expected or not, and what else is unexpected, by kind. What to mend first comes first: the kind that the first
 * selector means, errors before failures, what is met everywhere, the strongest level, and then that of most cases.
 */
export function resultKinds(
  verdicts: readonly ConcludedVerdict[],
  cases: readonly ConcludedCase[],
): readonly ResultKind[] {
  const kinds = new Map<string, Alike>();
  for (const verdict of verdicts) {
    const what = likewise(verdict);
    if (what === undefined) continue;
    const key = likewiseKey(what);
    const known = kinds.get(key);
    if (known) known.verdicts.push(verdict);
    else kinds.set(key, { what, verdicts: [verdict] });
  }
  const byId = new Map(cases.map((c) => [c.id, c]));
  return fewErrors([...kinds.values()])
    .map((kind) => weighed(kind.what, kind.verdicts, byId))
    .sort(compareWeights)
    .map(({ kind }) => kind);
}

/** Unexpected verdicts in the order in which they are told: as they were named, and by kind where one selector means several. */
export function inOrder(kinds: readonly ResultKind[], cases: readonly ConcludedCase[]): readonly string[] {
  const named = new Map(cases.map((c) => [c.id, c.named ?? Number.POSITIVE_INFINITY]));
  const place = (id: string) => named.get(id) ?? Number.POSITIVE_INFINITY;
  return kinds.flatMap(({ unexpected }) => unexpected).toSorted((a, b) => compare(place(a), place(b)));
}

interface Weighed {
  readonly kind: ResultKind;
  /** What decides where it stands; the smaller comes first. */
  readonly weights: readonly number[];
}

const RANKS: Readonly<Record<Likewise['of'], number>> = { error: 0, failure: 1, other: 2 };

function weighed(
  what: Likewise,
  verdicts: readonly ConcludedVerdict[],
  cases: ReadonlyMap<string, ConcludedCase>,
): Weighed {
  const unexpected = verdicts.filter(({ expected }) => !expected);
  const counted = unexpected.length > 0 ? unexpected : verdicts;
  const plainFirst = plainestFirst(counted, cases);
  const of = counted.map(({ id }) => cases.get(id));
  const levels = counted.map(({ level }) => level).sort((a, b) => strength(b) - strength(a));
  const level = levels[0] ?? 'record';
  const says = reasonOf(plainFirst[0]);
  const named = Math.min(...of.map((c) => c?.named ?? Number.POSITIVE_INFINITY));
  return {
    kind: {
      what,
      count: verdicts.length,
      unexpected: plainFirst.filter(({ expected }) => !expected).map(({ id }) => id),
      example: plainFirst[0]?.id ?? '',
      level,
      steps: stepsOf(counted),
      ...(says !== undefined && { says }),
    },
    weights: [named, RANKS[what.of], of.some((c) => c?.common) ? 0 : 1, -strength(level), -counted.length],
  };
}

function compareWeights(a: Weighed, b: Weighed): number {
  const isBefore = likewiseKey(a.kind.what) < likewiseKey(b.kind.what);
  return compareInTurn(a.weights, b.weights) || (isBefore ? -1 : 1);
}

/** The first in which they differ decides. */
function compareInTurn(some: readonly number[], others: readonly number[]): number {
  const orders = some.map((weight, index) => compare(weight, others[index] ?? weight));
  return orders.find((order) => order !== 0) ?? 0;
}

/** Infinity is there too: subtracting it from itself would say nothing. */
const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

/** Where no sentence tells the divergence, the first reason does. */
function reasonOf(verdict: ConcludedVerdict | undefined): string | undefined {
  const { divergence, reasons } = verdict ?? {};
  return divergence && divergenceText(divergence) === undefined ? reasons?.[0]?.text : undefined;
}

function plainestFirst(
  verdicts: readonly ConcludedVerdict[],
  cases: ReadonlyMap<string, ConcludedCase>,
): readonly ConcludedVerdict[] {
  const weights = ({ id, twin, level }: ConcludedVerdict) => {
    const { named = Number.POSITIVE_INFINITY, common, size = Number.POSITIVE_INFINITY } = cases.get(id) ?? {};
    return [
      named,
      isDemand(level) ? 0 : 1,
      twin === undefined ? 0 : 1,
      common ? 0 : 1,
      id.includes('#') ? 1 : 0,
      size,
    ];
  };
  return verdicts.toSorted((a, b) => compareInTurn(weights(a), weights(b)) || (a.id < b.id ? -1 : 1));
}

function stepsOf(verdicts: readonly ConcludedVerdict[]): ResultKind['steps'] {
  const found = new Set(verdicts.flatMap(({ divergence }) => divergence?.step ?? []));
  return STEPS.filter((step) => found.has(step));
}
