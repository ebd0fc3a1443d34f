import path from 'node:path';
import { InvalidArgumentError } from 'commander';
import { HarnessError, nearest } from '../../base/index.ts';
import type { SpecVersion } from '../../model/index.ts';
import {
  DEFAULT_SPEC_VERSION,
  nameOfVersion,
  SPEC_VERSIONS,
  UNSTABLE_SPEC_VERSION,
} from '../../oracle/index.ts';
import { availableSubjects, findSubject, type StartManner, type Subject, withName } from '../../run/index.ts';
import { requireUse } from './unused-option.ts';

export function parseSpecVersion(text: string): SpecVersion {
  const version = SPEC_VERSIONS.find((known) =>
    [known, known.slice(1), nameOfVersion(known)].includes(text.toLowerCase()),
  );
  if (version) return version;
  const near = nearest(text, [...SPEC_VERSIONS, nameOfVersion(UNSTABLE_SPEC_VERSION)]);
  throw new InvalidArgumentError(
    `versions are ${SPEC_VERSIONS[0]} to ${DEFAULT_SPEC_VERSION}, and unstable${near ? `; did you mean ${near}?` : '.'}`,
  );
}

export function positiveNumber(text: string): number {
  const number = Number(text);
  if (number > 0 && Number.isFinite(number)) return number;
  throw new InvalidArgumentError('must be a number above 0.');
}

/** An option that may be given several times, each time with one value, so that what follows it is not swallowed. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Whom `-i` names; without it, and with `all`, the reference resolver and whatever is installed. */
export async function subjectsFor(
  names: readonly string[] | undefined,
  root: string,
  { as, ...manner }: SubjectOptions = {},
): Promise<Subject[]> {
  const all = names === undefined || (names.length === 1 && names[0] === 'all');
  if (all) return withUse(manner, await availableSubjects(root, manner));
  const found = withUse(manner, await Promise.all(names.map((name) => findSubject(name, root, manner))));
  const subjects = as === undefined ? found : await Promise.all(found.map((one) => withName(one, as, root)));
  const twice = subjects.find(({ name }, index) => subjects.findIndex((one) => one.name === name) < index);
  if (twice === undefined) return subjects;
  const what = `${twice.name} is named twice with -i, and each implementation of a run has a name of its own`;
  throw new HarnessError('named-twice', what, 'give one of them another name: -i NAME=…');
}

function withUse({ binary, keepData }: SubjectOptions, subjects: Subject[]): Subject[] {
  requireUse({ binary, keepData }, subjects);
  return subjects;
}

interface SubjectOptions extends StartManner {
  /** What it is called in this run and its record. */
  readonly as?: string | undefined;
  /** The data folders of homeservers are kept, which is an error where there is none. */
  readonly keepData?: boolean | undefined;
}

/** Known failures in a file of the user's own: a command that speaks the protocol has no folder to keep them in. */
export function withBaseline(subjects: readonly Subject[], file: string | undefined): Subject[] {
  return subjects.map((subject) =>
    file === undefined ? subject : { ...subject, baselineFile: path.resolve(file) },
  );
}

interface Limits {
  /** Seconds. */
  readonly patience?: number | undefined;
  readonly parallel?: number | undefined;
}

/** What `--patience` and `--parallel` mean to a run. */
export function limits({ patience, parallel }: Limits): { patienceMs?: number; parallel?: number } {
  return {
    ...(patience === undefined ? {} : { patienceMs: patience * 1000 }),
    ...(parallel === undefined ? {} : { parallel }),
  };
}
