import { existsSync } from 'node:fs';
import path from 'node:path';
import { visible } from '../../base/index.ts';
import type { Case } from '../../model/index.ts';
import { type RecordedCase, type RecordedRun, type RecordedVerdict, readRun } from '../../record/index.ts';
import { fileIdOf, matcherOf, ScenarioError } from '../../scenario/index.ts';
import { type Choice, type Chosen, choose } from './choice.ts';
import { UsageError } from './usage-error.ts';

/** What was unexpected in an earlier run. */
export interface FailedBefore {
  /** As seen from the working directory. */
  readonly file: string;
  /** Of whom the record speaks, and the ids that were unexpected. */
  readonly unexpected: ReadonlyMap<string, ReadonlySet<string>>;
  /** These ids, and what their cases are chosen by now. */
  readonly cases: ReadonlyMap<string, FailedCase>;
  /** Digest of the library that was asked, where that is known. */
  readonly library?: string;
  /** What else was unexpected: lines of baselines. */
  readonly mistakes: number;
  /** The run came to its end, and everything was asked. */
  readonly isWhole: boolean;
  /** What was asked, unexpected or not, by whom it was asked of: nothing of who could not be judged. */
  readonly asked: ReadonlyMap<string, readonly FailedCase[]>;
  /** Why the run as a whole proves nothing. */
  readonly problems: readonly string[];
}

export interface FailedCase {
  readonly id: string;
  /** Of a twin: whoever means the parent means it. */
  readonly parent?: string;
  readonly selector: string;
  readonly tags: readonly string[];
  readonly file?: string;
}

/** The record that `--failed` names: that of the last run unless it names one. */
export function recordOf(failed: string | true, reports: string): string {
  const file = failed === true ? path.join(reports, 'latest.jsonl') : failed;
  if (existsSync(file)) return file;
  const what = `there is no record ${visible(file)}`;
  if (failed === true)
    throw new UsageError(`${what}: run without --failed first, or name one: --failed RECORD`);
  throw new UsageError(`${what}: cases are named before --failed, and the record after it`);
}

export async function failedBefore(file: string): Promise<FailedBefore> {
  const run = await readRun(file);
  const unexpected = new Map(run.header.implementations.map((name) => [name, new Set<string>()]));
  const asked = new Map(run.header.implementations.map((name) => [name, [] as FailedCase[]]));
  const cases = new Map<string, FailedCase>();
  for (const verdict of run.verdicts) {
    const one = failedCase(verdict, run.cases.get(verdict.id));
    asked.get(verdict.implementation)?.push(one);
    if (verdict.expected) continue;
    unexpected.get(verdict.implementation)?.add(verdict.id);
    cases.set(verdict.id, one);
  }
  const library = run.header.format === 2 ? run.header.library : undefined;
  return {
    file: visible(path.relative(process.cwd(), path.resolve(file))),
    unexpected,
    cases,
    ...(library !== undefined && { library }),
    mistakes: run.end?.unexpected ?? 0,
    isWhole: isWhole(run),
    asked,
    problems: run.end?.problems ?? [],
  };
}

const isWhole = ({ interrupted, end }: RecordedRun): boolean => !interrupted && end?.early !== true;

/** It is chosen by its id; one that is not of the library by its file. */
function failedCase({ id, twin }: RecordedVerdict, recorded: RecordedCase | undefined): FailedCase {
  const named = { id, ...(twin && { parent: twin.parent }) };
  if (recorded === undefined) return { ...named, selector: id, tags: [] };
  const { tags, source } = recorded.case;
  const own = fileIdOf(id);
  const isOfLibrary = source.file.endsWith(path.join('scenarios', `${own}.json`));
  return {
    ...named,
    selector: isOfLibrary ? id : `${source.file}${id.slice(own.length)}`,
    tags,
    file: source.file,
  };
}

/**
 * The cases of these ids that one of `selectors` means, with the parents of twins. Throws where none is left, or where some are
 * not there any more.
 */
export function chooseFailed(
  root: string,
  before: FailedBefore,
  selectors: readonly string[],
  choice: Pick<Choice, 'version'>,
): Chosen {
  const matchers = selectors.map(matcherOf);
  const meant = [...before.cases].filter(([, c]) => matchers.length === 0 || isMeantBy(matchers, c));
  if (meant.length === 0) {
    const many = before.cases.size === 1 ? 'the case that was' : `the ${before.cases.size} cases that were`;
    throw new UsageError(`none of ${many} unexpected in ${before.file} is meant by ${selectors.join(' ')}`);
  }
  try {
    return choose(
      root,
      meant.map(([, { selector }]) => selector),
      { ...choice, twins: 'named', parents: true },
    );
  } catch (error) {
    const gone = goneIn(error);
    if (gone === undefined) throw error;
    const told = gone.length > 5 ? [...gone.slice(0, 5), `${gone.length - 5} more`] : gone;
    const are = gone.length === 1 ? 'this one is' : 'these are';
    throw new UsageError(
      `of the cases that were unexpected in ${before.file} ${are} not there any more: ${told.join(', ')}; the library is another one by now: run without --failed`,
    );
  }
}

export function isMeantBy(matchers: readonly ReturnType<typeof matcherOf>[], c: FailedCase): boolean {
  const { id, parent, tags, file } = c;
  return [id, ...(parent === undefined ? [] : [parent])].some((one) =>
    matchers.some((means) => means({ id: one, tags, ...(file !== undefined && { file }) })),
  );
}

/** Selectors that mean nothing; undefined where that is not all that is wrong. */
function goneIn(error: unknown): readonly string[] | undefined {
  if (!(error instanceof AggregateError)) return undefined;
  const gone = error.errors.map((one) => {
    const isGone = one instanceof ScenarioError && (one.code === 'unknown-id' || one.code === 'unreadable');
    return isGone ? (/"([^"]+)"/.exec(one.what)?.[1] ?? one.what) : undefined;
  });
  return gone.includes(undefined) ? undefined : (gone as readonly string[]);
}

/** Of these cases those that one of them failed, each twin with its parent. */
export function failedOf(before: FailedBefore, name: string, cases: readonly Case[]): readonly Case[] {
  const ids = before.unexpected.get(name) ?? new Set<string>();
  const parents = new Set(cases.filter(({ id }) => ids.has(id)).flatMap(({ twin }) => twin?.parent ?? []));
  return cases.filter(({ id }) => ids.has(id) || parents.has(id));
}

/** Throws where the earlier run says nothing of one of them. */
export function requireJudged({ file, asked, isWhole: whole }: FailedBefore, names: readonly string[]): void {
  const known = [...asked.keys()];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new UsageError(
      `${file} is the record of ${known.join(' and ')}, and says nothing of ${unknown}: name another with --failed RECORD, or run without it`,
    );
  const unjudged = names.filter((name) => asked.get(name)?.length === 0);
  if (whole && unjudged.length > 0)
    throw new UsageError(
      `${unjudged.join(' and ')} could not be judged in ${file}: run without --failed, or name who was, with -i`,
    );
}

/** Of the earlier run only what is about these implementations. Throws where it says nothing of one, or nothing to ask of any. */
export function onlyOf(before: FailedBefore, names: readonly string[]): FailedBefore {
  requireJudged(before, names);
  const unexpected = new Map([...before.unexpected].filter(([name]) => names.includes(name)));
  const ids = new Set([...unexpected.values()].flatMap((of) => [...of]));
  if (ids.size === 0)
    throw new UsageError(
      `nothing of ${names.join(' and ')} was unexpected in ${before.file}: there is nothing to ask again`,
    );
  return { ...before, unexpected, cases: new Map([...before.cases].filter(([id]) => ids.has(id))) };
}

/** What a reader has to know of what is asked now. `library`: digest of the one that is there. */
export function remarksOnFailed(
  before: FailedBefore | undefined,
  library: string | undefined,
): readonly string[] {
  if (before === undefined) return [];
  const early = `the run of ${before.file} did not come to its end: what it had not asked is not asked now, either`;
  const other = `the library has changed since ${before.file} was recorded: the cases are asked as they are now`;
  return [
    ...(before.isWhole ? [] : [early]),
    ...(before.library === undefined || before.library === library ? [] : [other]),
  ];
}
