import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { HarnessError } from '../base/index.ts';
import type { KillMatrix } from '../oracle/index.ts';

export const KILL_MATRIX = 'fixtures/golden/kill-matrix.json';

/** Which cases catch which mutant, as `signpost mutants --write` last found out. */
export function readKillMatrix(root: string): KillMatrix {
  try {
    return JSON.parse(readFileSync(path.join(root, KILL_MATRIX), 'utf8')) as KillMatrix;
  } catch (error) {
    const what = `cannot read ${KILL_MATRIX}: ${(error as Error).message}`;
    throw new HarnessError('no-kill-matrix', what, 'run: npx signpost mutants --write', error);
  }
}

/** For those who can do without. */
export function knownKills(root: string): KillMatrix {
  return existsSync(path.join(root, KILL_MATRIX)) ? readKillMatrix(root) : {};
}

export function writeKillMatrix(root: string, kills: KillMatrix): void {
  const file = path.join(root, KILL_MATRIX);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(kills, null, 1)}\n`);
}

/** So many ids are named; the rest is counted. */
const MOST_IDS = 5;

/** In which way the mutants are caught by other cases than is kept: a sentence for each such mutant. */
export function differencesOf(kept: KillMatrix, found: KillMatrix): readonly string[] {
  const names = [...new Set([...Object.keys(kept), ...Object.keys(found)])];
  const differences = names.flatMap((name) => {
    const [before = [], now = []] = [kept[name], found[name]];
    const parts = [...listed('no longer by', before, now), ...listed('now also by', now, before)];
    return parts.length > 0 ? [`${name} is caught ${parts.join('; ')}`] : [];
  });
  if (differences.length === 0) return [];
  return [
    ...differences,
    `${KILL_MATRIX} holds something else: if that is meant, npx signpost mutants --write`,
  ];
}

function listed(what: string, some: readonly string[], others: readonly string[]): string[] {
  const ids = some.filter((id) => !others.includes(id));
  if (ids.length === 0) return [];
  const more = ids.length - MOST_IDS;
  return [`${what} ${ids.slice(0, MOST_IDS).join(' ')}${more > 0 ? ` and ${more} more` : ''}`];
}
