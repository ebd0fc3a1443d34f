import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { HarnessError, ownCommand } from '../base/index.ts';
import type { Kill, KillMatrix } from '../oracle/index.ts';

export const KILL_MATRIX = 'fixtures/golden/kill-matrix.json';

const HINT = `run: ${ownCommand('mutants', '--write')}`;

/** Which cases catch which mutant and what their verdicts name, as `signpost mutants --write` last found out. */
export function readKillMatrix(root: string): KillMatrix {
  const matrix = parsed(root);
  if (isKillMatrix(matrix)) return matrix;
  const what = `cannot use ${KILL_MATRIX}: it has another form than this version of Signpost writes`;
  throw new HarnessError('old-kill-matrix', what, HINT);
}

function parsed(root: string): unknown {
  try {
    return JSON.parse(readFileSync(path.join(root, KILL_MATRIX), 'utf8'));
  } catch (error) {
    const what = `cannot read ${KILL_MATRIX}: ${(error as Error).message}`;
    throw new HarnessError('no-kill-matrix', what, HINT, error);
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isKillMatrix(value: unknown): value is KillMatrix {
  return (
    isObject(value) &&
    Object.values(value).every((kills) => isObject(kills) && Object.values(kills).every(isKill))
  );
}

function isKill(value: unknown): value is Kill {
  if (!isObject(value)) return false;
  const { clauses, kind } = value as Partial<Record<keyof Kill, unknown>>;
  return typeof kind === 'string' && Array.isArray(clauses) && clauses.every((id) => typeof id === 'string');
}

/** For those who can do without. */
export function knownKills(root: string): KillMatrix {
  return existsSync(path.join(root, KILL_MATRIX)) ? readKillMatrix(root) : {};
}

export function writeKillMatrix(root: string, kills: KillMatrix): void {
  const file = path.join(root, KILL_MATRIX);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, killMatrixText(kills));
}

/** A line for each kill, so that a difference is one line, too. */
function killMatrixText(kills: KillMatrix): string {
  const mutants = Object.entries(kills).map(([mutant, cases]) => {
    const lines = Object.entries(cases).map(
      ([id, kill]) => `  ${JSON.stringify(id)}: ${JSON.stringify(kill)}`,
    );
    const body = lines.length > 0 ? `{\n${lines.join(',\n')}\n }` : '{}';
    return ` ${JSON.stringify(mutant)}: ${body}`;
  });
  return mutants.length > 0 ? `{\n${mutants.join(',\n')}\n}\n` : '{}\n';
}

/** So many ids are named; the rest is counted. */
const MOST_IDS = 5;

/** In which way the mutants are caught otherwise than is kept: a sentence for each such mutant. */
export function differencesOf(kept: KillMatrix, found: KillMatrix): readonly string[] {
  const names = [...new Set([...Object.keys(kept), ...Object.keys(found)])];
  const differences = names.flatMap((name) => {
    const [before = {}, now = {}] = [kept[name], found[name]];
    const parts = [
      ...listed('no longer by', besides(before, now)),
      ...listed('now also by', besides(now, before)),
      ...listed('with another verdict by', changed(before, now)),
    ];
    return parts.length > 0 ? [`${name} is caught ${parts.join('; ')}`] : [];
  });
  if (differences.length === 0) return [];
  return [
    ...differences,
    `${KILL_MATRIX} holds something else: if that is meant, ${ownCommand('mutants', '--write')}`,
  ];
}

type Kills = KillMatrix[string];

const besides = (some: Kills, others: Kills): readonly string[] =>
  Object.keys(some).filter((id) => !Object.hasOwn(others, id));

function changed(before: Kills, now: Kills): readonly string[] {
  return Object.entries(before).flatMap(([id, kill]) => {
    const other = now[id];
    return other === undefined || told(other) === told(kill) ? [] : [id];
  });
}

const told = ({ clauses, kind }: Kill): string => [kind, ...clauses.toSorted()].join(' ');

function listed(what: string, ids: readonly string[]): string[] {
  if (ids.length === 0) return [];
  const more = ids.length - MOST_IDS;
  return [`${what} ${ids.slice(0, MOST_IDS).join(' ')}${more > 0 ? ` and ${more} more` : ''}`];
}
