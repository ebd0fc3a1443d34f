import { SignpostError } from '../../base/index.ts';
import type { Case, SpecVersion } from '../../model/index.ts';
import { knownKills } from '../../mutation/index.ts';
import { type ConclusionTerms, type ControlCases, concludedCase, type Subject } from '../../run/index.ts';
import { matcherOf } from '../../scenario/index.ts';
import { type Chosen, choose, controlCases } from './choice.ts';
import { type ConfineOptions, confinementOf } from './confine-options.ts';
import { chooseFailed, type FailedBefore, failedOf, onlyOf } from './failed-before.ts';
import { subjectsFor, withBaseline } from './options.ts';
import { projectRoot } from './project.ts';
import { type HeaderLine, runHeader } from './run-header.ts';
import { UsageError } from './usage-error.ts';

/** What of the command line says who is asked what. */
export interface TaskOptions extends ConfineOptions {
  readonly implementation?: readonly string[];
  readonly binary?: string;
  readonly as?: string;
  readonly baseline?: string;
  readonly spec: SpecVersion;
  readonly level: 'all' | 'must';
  readonly patience?: number;
  readonly parallel?: number;
  readonly twins: boolean;
  readonly keepData?: true;
}

/** What is asked of whom, and how it is weighed. */
export interface RunTask {
  readonly options: TaskOptions;
  readonly chosen: Chosen;
  readonly controls: ControlCases;
  readonly subjects: readonly Subject[];
  /** What of the chosen cases this one is asked. */
  casesOf(subject: Subject): readonly Case[];
  /** Derives the twins if they are not there yet. */
  terms(): ConclusionTerms;
}

/** `before`: only what was unexpected then. */
export async function taskOf(
  selectors: readonly string[],
  options: TaskOptions,
  before?: FailedBefore,
): Promise<RunTask> {
  const root = projectRoot();
  const { spec: version, level } = options;
  const twins = options.twins ? 'along' : 'named';
  const asked = before && options.implementation === undefined ? [...before.unexpected.keys()] : undefined;
  const named = await subjectsOf({ ...options, ...(asked && { implementation: asked }) }).catch(
    (error: unknown) => {
      throw (asked && before && unknownBefore(error, before.file)) ?? error;
    },
  );
  const own =
    before &&
    onlyOf(
      before,
      named.map(({ name }) => name),
    );
  const chosen = own
    ? chooseFailed(root, own, selectors, { version })
    : choose(root, selectors, { twins, parents: true, version });
  const casesOf = ({ name }: Subject) => (own ? failedOf(own, name, chosen.cases) : chosen.cases);
  const subjects = named.filter((subject) => !own || casesOf(subject).length > 0);
  const placeOf = placesIn(selectors);
  let terms: ConclusionTerms | undefined;
  return {
    options,
    chosen,
    controls: controlCases(root),
    subjects: withBaseline(subjects, options.baseline),
    casesOf,
    terms() {
      terms ??= {
        cases: [...chosen.cases, ...chosen.twins()].map((c) => concludedCase(c, placeOf(c))),
        version,
        level,
        whole: selectors.length === 0 && options.twins && !before,
        kills: knownKills(root),
      };
      return terms;
    },
  };
}

/** Whom the command line names. */
export function subjectsOf(options: TaskOptions): Promise<Subject[]> {
  const { implementation, binary, as, keepData } = options;
  return subjectsFor(implementation, projectRoot(), {
    binary,
    as,
    keepData,
    confinement: confinementOf(options),
  });
}

/** A record knows the names that were given to commands, and not the commands. */
function unknownBefore(error: unknown, file: string): UsageError | undefined {
  if (!(error instanceof SignpostError) || error.code !== 'implementation-unknown') return undefined;
  return new UsageError(`who was asked in ${file} has to be said again, with -i: ${error.what}`);
}

/** Which of the selectors, from 0, means a case or the parent of a twin; -1: none. */
function placesIn(selectors: readonly string[]): (c: Case) => number {
  const matchers = selectors.map(matcherOf);
  return ({ id, twin, tags, source: { file } }) =>
    matchers.findIndex((isMeant) =>
      [id, ...(twin ? [twin.parent] : [])].some((one) => isMeant({ id: one, tags, file })),
    );
}

/** Where only what failed before is asked, its cases are named one by one. */
export function headerOf(
  selectors: readonly string[],
  { options, subjects, chosen }: RunTask,
  before?: FailedBefore,
): HeaderLine {
  const { spec, level, patience, parallel, twins, trust } = options;
  return runHeader(projectRoot(), {
    spec,
    ...(trust && { trust }),
    options: {
      selectors: before ? chosen.cases.map(({ id }) => id) : selectors,
      level,
      ...(patience !== undefined && { patience }),
      ...(parallel !== undefined && { parallel }),
      twins: twins && !before,
    },
    implementations: subjects.map(({ name }) => name),
    cases: chosen.cases.length,
  });
}
