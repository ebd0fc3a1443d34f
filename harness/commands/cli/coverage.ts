import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { jsonOutput } from '../../base/index.ts';
import { KILL_MATRIX, readKillMatrix } from '../../mutation/index.ts';
import { type Coverage, coverageOf, staleKills } from '../../oracle/index.ts';
import { coverageLines, coveragePage, lookFor, say, sayAside } from '../../report/index.ts';
import { chosenCases } from './choice.ts';
import { projectRoot } from './project.ts';

export const COVERAGE_PAGE = 'docs/coverage.md';

/** Clause × scenarios × mutants, over the whole library. The exit code is 1 where something is owed. */
export function tellCoverage({ json, write }: { readonly json?: true; readonly write?: true }): number {
  const { coverage, stale } = wholeCoverage(projectRoot());
  if (write) writeFileSync(path.join(projectRoot(), COVERAGE_PAGE), coveragePage(coverage));
  if (json) say(jsonOutput(coverage.map(asJson)).split('\n'));
  else say(coverageLines(coverage, lookFor(process.stdout)));
  if (stale.length > 0) {
    const some = stale.slice(0, 3).join(' ');
    sayAside(
      `${KILL_MATRIX} speaks of ${stale.length} cases that do not exist (${some}): npx signpost mutants --write`,
    );
  }
  return stale.length > 0 || coverage.some(({ lacks }) => lacks !== undefined) ? 1 : 0;
}

export function wholeCoverage(root: string) {
  const kills = readKillMatrix(root);
  const cases = chosenCases(root, [], { twins: 'along' });
  return { coverage: coverageOf(cases, kills), stale: staleKills(cases, kills) };
}

function asJson({ clause, ...rest }: Coverage) {
  const { id, level, since, until, text, testable, why } = clause;
  return { id, level, since, until, text, testable, why, ...rest };
}
