import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { jsonOutput, ownCommand } from '../../base/index.ts';
import { KILL_MATRIX, readKillMatrix } from '../../mutation/index.ts';
import {
  type CellMutant,
  type Coverage,
  coverageOf,
  finalityMatrix,
  staleKills,
} from '../../oracle/index.ts';
import { mutants } from '../../reference/index.ts';
import {
  coverageLines,
  coveragePage,
  finalityLines,
  lookFor,
  say,
  sayAsItIs,
  sayAside,
} from '../../report/index.ts';
import { chosenCases } from './choice.ts';
import { projectRoot } from './project.ts';

export const COVERAGE_PAGE = 'docs/coverage.md';

/** Clause × scenarios × mutants, and the finality matrix, over the whole library. The exit code is 1 where something is owed. */
export function tellCoverage({ json, write }: { readonly json?: true; readonly write?: true }): number {
  const { coverage, matrix, stale } = wholeCoverage(projectRoot());
  if (write) writeFileSync(path.join(projectRoot(), COVERAGE_PAGE), coveragePage(coverage, matrix));
  const look = lookFor(process.stdout);
  if (json) sayAsItIs(jsonOutput({ clauses: coverage.map(asJson), finality: matrix }).split('\n'));
  else say([...coverageLines(coverage, look), '', ...finalityLines(matrix, look)]);
  if (stale.length > 0) {
    const some = stale.slice(0, 3).join(' ');
    sayAside(
      `${KILL_MATRIX} speaks of ${stale.length} cases that do not exist (${some}): ${ownCommand('mutants', '--write')}`,
    );
  }
  const isOwed = [...coverage, ...matrix].some(({ lacks }) => lacks !== undefined);
  return stale.length > 0 || isOwed ? 1 : 0;
}

export function wholeCoverage(root: string) {
  const kills = readKillMatrix(root);
  const cases = chosenCases(root, [], { twins: 'along' });
  return {
    coverage: coverageOf(cases, kills),
    matrix: finalityMatrix(cases, CELL_MUTANTS, kills),
    stale: staleKills(cases, kills),
  };
}

const CELL_MUTANTS: readonly CellMutant[] = mutants.flatMap(({ name, cell }) =>
  cell === undefined ? [] : [{ name, cell }],
);

function asJson({ clause, ...rest }: Coverage) {
  const { id, level, since, until, text, testable, why } = clause;
  return { id, level, since, until, text, testable, why, ...rest };
}
