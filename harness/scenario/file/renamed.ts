import path from 'node:path';
import { NamedFileError, readNamed, suggestion } from '../../base/index.ts';
import type { Source } from '../../model/index.ts';
import { locate, parseDocument } from './document.ts';
import { type Complaint, ScenarioError } from './error.ts';
import { isObject } from './merge-patch.ts';

/** What cases were once called → what they are called now: ids of files (`srv/fed`) or of variants (`srv/fed#a`). */
export type Renamed = ReadonlyMap<string, string>;

export interface RenamedFile {
  readonly renamed: Renamed;
  readonly source: Source;
  readonly problems: readonly ScenarioError[];
}

/** `scenarios/renamed.json`. Where there is none, nothing was renamed. */
export function readRenamed(root: string): RenamedFile {
  const absolute = path.join(root, 'scenarios', 'renamed.json');
  const file = path.relative(process.cwd(), absolute);
  const source = { file, text: textOf(absolute) };
  const { value, problems } = parseDocument(source);
  if (problems.length > 0) return { renamed: new Map(), source, problems };
  const entries = isObject(value) ? Object.entries(value) : [];
  const names = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const wrong = isObject(value) && names.length === entries.length ? [] : [wrongType(source)];
  return { renamed: new Map(names), source, problems: wrong };
}

function textOf(file: string): string {
  try {
    return readNamed(file);
  } catch (error) {
    if (!(error instanceof NamedFileError)) throw error;
    if (error.code === 'ENOENT') return '{}';
    throw new ScenarioError({ code: 'unreadable', what: `${file} ${error.message}` });
  }
}

function wrongType(source: Source): ScenarioError {
  const hint = 'write { "family/old-name": "family/new-name" }';
  return new ScenarioError(
    { code: 'wrong-type', what: 'old ids and new ids are strings', hint },
    locate(source, []),
  );
}

/** Of a table that people look old names up in: an old name must be free, a new one must be there. */
export function lintRenamed({ renamed, source }: RenamedFile, caseIds: readonly string[]): ScenarioError[] {
  const ids = new Set(caseIds.flatMap((id) => [id, id.split('#', 1)[0] ?? id]));
  return [...renamed].flatMap(([old, now]): ScenarioError[] => {
    const error = (complaint: Omit<Complaint, 'code'>, at: 'key' | 'value') =>
      new ScenarioError({ code: 'lint', ...complaint }, locate(source, [old], at));
    if (ids.has(old)) {
      const hint = 'remove the line, or rename the case';
      return [error({ what: `the case ${old} exists, so it has not been renamed`, hint }, 'key')];
    }
    if (ids.has(now)) return [];
    const again = renamed.get(now);
    if (again !== undefined)
      return [error({ what: `${now} has been renamed in its turn`, hint: `write "${again}"` }, 'value')];
    return [error({ what: `there is no case ${now}`, hint: suggestion(now, [...ids]) }, 'value')];
  });
}

/** What a case, a variant or a twin with this id is called now; undefined if it was not renamed. */
export function newIdOf(renamed: Renamed, id: string): string | undefined {
  const [, file = id, variant = '', twin = ''] = /^([^#~]*)(#[^~]*)?(~.*)?$/.exec(id) ?? [];
  const ofVariant = renamed.get(`${file}${variant}`);
  if (ofVariant !== undefined) return `${ofVariant}${twin}`;
  const ofFile = renamed.get(file);
  return ofFile === undefined ? undefined : `${ofFile}${variant}${twin}`;
}
