import {
  type Baseline,
  type BaselineProblem,
  type Conformance,
  conformanceOf,
  type LateVerdict,
  type Likeness,
  likenessesOf,
  type StatusCounts,
  staleLines,
  type Verdict,
} from '../judge/index.ts';
import type { SpecVersion } from '../model/index.ts';
import { isDemand, type KillMatrix } from '../oracle/index.ts';
import { mutants, replacedPart } from '../reference/index.ts';
import type { ConcludedCase, ConcludedVerdict } from './concluded.ts';
import { inOrder, type ResultKind, resultKinds } from './result-kinds.ts';
import { type Tally, tallyOf } from './tally.ts';

/** What holds for all implementations of a run. */
export interface ConclusionTerms {
  /** Those that were asked, twins included. */
  readonly cases: readonly ConcludedCase[];
  readonly version: SpecVersion;
  /** `must`: what breaks only a SHOULD does not count. */
  readonly level: 'all' | 'must';
  /** The whole library was asked: a line of the baseline that speaks of no case is a mistake, and conformance can be told. */
  readonly whole: boolean;
  /** The cases that known defects fail; empty where they are not known. */
  readonly kills: KillMatrix;
}

/** What came of one implementation, as a run leaves it or a record is read back. */
export interface FinishedSubject {
  readonly name: string;
  /** Sorted by id. */
  readonly verdicts: readonly ConcludedVerdict[];
  readonly baseline: Baseline;
  /** First askings that were late: each was asked once more, and has its verdict of that. */
  readonly late: readonly Pick<LateVerdict, 'id' | 'pressure'>[];
  /** Why it was not judged, if that is so. Verdicts do not count then. */
  readonly ended?: string;
  /** Faults of our own that make the whole run doubtful. */
  readonly problems: readonly string[];
  /** What is wrong with the machine and harms no verdict. */
  readonly remarks: readonly string[];
}

/** 0: all as expected. 1: something unexpected. 2: an error of the harness or an adapter. */
export type RunExitCode = 0 | 1 | 2;

/** What results have in common, and in which order they are told. */
export interface Grouping {
  /** All failures, expected or not, and whatever else is unexpected: what to mend first comes first. */
  readonly kinds: readonly ResultKind[];
  /** Ids of the unexpected verdicts, in the order in which they are told. */
  readonly order: readonly string[];
  /** Known defects that explain failures. */
  readonly likenesses: readonly Likeness[];
}

/** What a run says of one implementation. Every report is a reading of it. */
export interface Conclusion extends Grouping {
  readonly name: string;
  readonly ended?: string;
  readonly tally: Tally;
  /** Every verdict, sorted by id, for what has a line a case. None where `ended` says why nobody was judged. */
  readonly verdicts: readonly ConcludedVerdict[];
  /** Absent where nothing was late. */
  readonly askedAgain?: AskedAgain;
  /** How many verdicts are as expected. */
  readonly asExpected: number;
  /** Verdicts that are not, and count. */
  readonly unexpected: readonly ConcludedVerdict[];
  /** Verdicts that are not, and do not count: they break no MUST, and only a MUST counts. */
  readonly below: readonly ConcludedVerdict[];
  /** Mistakes in the file of the baseline, and lines that speak of no case. Each is unexpected, too. */
  readonly mistakes: readonly BaselineProblem[];
  /** How many verdicts and mistakes are unexpected and count. */
  readonly unexpectedCount: number;
  /** Only the whole library tells. */
  readonly conformance?: Conformance;
  readonly problems: readonly string[];
  readonly remarks: readonly string[];
  readonly exitCode: RunExitCode;
}

/** What was asked once more, because we or the machine were late. */
export interface AskedAgain {
  readonly cases: number;
  /** So many of them are errors after all. */
  readonly errors: number;
  /** The highest percentage of time in which somebody on the machine waited for a processor, where that is known. */
  readonly pressure?: number;
}

export function conclude(finished: FinishedSubject, terms: ConclusionTerms): Conclusion {
  const { name, baseline, ended, problems, remarks } = finished;
  const verdicts = ended === undefined ? finished.verdicts : [];
  const judgedWhole = terms.whole && ended === undefined;
  const allUnexpected = verdicts.filter(({ expected }) => !expected);
  const unexpected = allUnexpected.filter((verdict) => countsAt(verdict, terms.level));
  const mistakes = [...baseline.problems, ...(judgedWhole ? staleLines(baseline, verdicts) : [])];
  const unexpectedCount = unexpected.length + mistakes.length;
  const broken =
    ended !== undefined || problems.length > 0 || allUnexpected.some(({ status }) => status === 'error');
  const conformance = judgedWhole ? conformanceOf(terms.cases, verdicts, terms.version) : undefined;
  const again = ended === undefined ? askedAgain(finished) : undefined;
  return {
    name,
    ...(ended !== undefined && { ended }),
    ...(again && { askedAgain: again }),
    verdicts,
    tally: tallyOf(verdicts),
    asExpected: verdicts.length - allUnexpected.length,
    unexpected,
    below: allUnexpected.filter((verdict) => !countsAt(verdict, terms.level)),
    mistakes,
    unexpectedCount,
    ...groupingOf(verdicts, terms),
    ...(conformance && { conformance }),
    problems,
    remarks,
    exitCode: broken ? 2 : unexpectedCount > 0 ? 1 : 0,
  };
}

function askedAgain({ late, verdicts }: FinishedSubject): AskedAgain | undefined {
  if (late.length === 0) return undefined;
  const errors = new Set(verdicts.filter(({ status }) => status === 'error').map(({ id }) => id));
  const pressures = late.flatMap(({ pressure }) => pressure ?? []);
  return {
    cases: late.length,
    errors: late.filter(({ id }) => errors.has(id)).length,
    ...(pressures.length > 0 && { pressure: Math.max(...pressures) }),
  };
}

/** Whether a verdict that is not as expected counts. */
export function countsAt(
  { status, level }: Pick<ConcludedVerdict, 'status' | 'level'>,
  counted: ConclusionTerms['level'],
): boolean {
  return counted === 'all' || status !== 'fail' || isDemand(level);
}

/** As far as verdicts are there: also of a run that was ended before its time. */
export function groupingOf(
  verdicts: readonly ConcludedVerdict[],
  terms: Pick<ConclusionTerms, 'cases' | 'kills'>,
): Grouping {
  const kinds = resultKinds(verdicts, terms.cases);
  return { kinds, order: inOrder(kinds, terms.cases), likenesses: likenessesIn(verdicts, terms) };
}

/**
 * Which known defects explain the failures. Most mutants were never asked where somebody
 * stalls: a failure there says something only where nothing else fails.
 */
function likenessesIn(
  verdicts: readonly Pick<Verdict, 'id' | 'status' | 'divergence'>[],
  { cases, kills }: Pick<ConclusionTerms, 'cases' | 'kills'>,
): readonly Likeness[] {
  const isFailure = ({ status }: Pick<Verdict, 'status'>) => status === 'fail';
  if (!verdicts.some(isFailure)) return [];
  const stalling = new Map(cases.map(({ id, stalls }) => [id, stalls]));
  const prompt = verdicts.filter(({ id }) => stalling.get(id) === false);
  return likenessesOf(prompt.some(isFailure) ? prompt : verdicts, kills, standInSamePart);
}

/** A resolver has each of its parts once. */
function standInSamePart(one: string, other: string): boolean {
  const part = PARTS.get(one);
  return part !== undefined && part === PARTS.get(other);
}

const PARTS: ReadonlyMap<string, string> = new Map(
  mutants.map((mutant) => [mutant.name, replacedPart(mutant)]),
);

/** What a run says of all implementations together. */
export interface RunConclusion {
  /** By implementation, as all else that has names. */
  readonly counts: Readonly<Record<string, StatusCounts>>;
  readonly unexpected: number;
  /** Why somebody was not judged, and faults of our own. */
  readonly problems: readonly string[];
  readonly conformance: Readonly<Record<string, Conformance>>;
  /** The worst. */
  readonly exitCode: RunExitCode;
}

export function concludeRun(conclusions: readonly Conclusion[]): RunConclusion {
  const codes = conclusions.map(({ exitCode }) => exitCode);
  return {
    counts: Object.fromEntries(conclusions.map(({ name, tally }) => [name, tally.all])),
    unexpected: conclusions.reduce((sum, { unexpectedCount }) => sum + unexpectedCount, 0),
    problems: conclusions.flatMap(({ problems, ended }) => [...problems, ...(ended ? [ended] : [])]),
    conformance: Object.fromEntries(
      conclusions.flatMap(({ name, conformance }) => (conformance ? [[name, conformance]] : [])),
    ),
    exitCode: codes.includes(2) ? 2 : codes.includes(1) ? 1 : 0,
  };
}
