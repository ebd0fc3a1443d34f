import type { Case, SpecVersion } from '../../model/index.ts';
import { knownKills } from '../../mutation/index.ts';
import { type ConclusionTerms, type ControlCases, concludedCase, type Subject } from '../../run/index.ts';
import { matcherOf } from '../../scenario/index.ts';
import { type Chosen, choose, controlCases } from './choice.ts';
import { type ConfineOptions, confinementOf } from './confine-options.ts';
import { subjectsFor, withBaseline } from './options.ts';
import { projectRoot } from './project.ts';
import { type HeaderLine, runHeader } from './run-header.ts';

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
  /** Derives the twins if they are not there yet. */
  terms(): ConclusionTerms;
}

export async function taskOf(selectors: readonly string[], options: TaskOptions): Promise<RunTask> {
  const root = projectRoot();
  const { spec: version, level } = options;
  const twins = options.twins ? 'along' : 'named';
  const chosen = choose(root, selectors, { twins, parents: true, version });
  const named = await subjectsFor(options.implementation, root, {
    binary: options.binary,
    as: options.as,
    keepData: options.keepData,
    confinement: confinementOf(options),
  });
  const placeOf = placesIn(selectors);
  let terms: ConclusionTerms | undefined;
  return {
    options,
    chosen,
    controls: controlCases(root),
    subjects: withBaseline(named, options.baseline),
    terms() {
      terms ??= {
        cases: [...chosen.cases, ...chosen.twins()].map((c) => concludedCase(c, placeOf(c))),
        version,
        level,
        whole: selectors.length === 0 && options.twins,
        kills: knownKills(root),
      };
      return terms;
    },
  };
}

/** Which of the selectors, from 0, means a case or the parent of a twin; -1: none. */
function placesIn(selectors: readonly string[]): (c: Case) => number {
  const matchers = selectors.map(matcherOf);
  return ({ id, twin, tags, source: { file } }) =>
    matchers.findIndex((isMeant) =>
      [id, ...(twin ? [twin.parent] : [])].some((one) => isMeant({ id: one, tags, file })),
    );
}

export function headerOf(selectors: readonly string[], { options, subjects, chosen }: RunTask): HeaderLine {
  const { spec, level, patience, parallel, twins, trust } = options;
  return runHeader(projectRoot(), {
    spec,
    ...(trust && { trust }),
    options: {
      selectors,
      level,
      ...(patience !== undefined && { patience }),
      ...(parallel !== undefined && { parallel }),
      twins,
    },
    implementations: subjects.map(({ name }) => name),
    cases: chosen.cases.length,
  });
}
