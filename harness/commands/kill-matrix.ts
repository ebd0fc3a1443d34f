import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { KillMatrix } from '../spec/index.ts';
import { HarnessError } from '../world/index.ts';

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
