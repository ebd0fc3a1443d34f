import { readdirSync } from 'node:fs';
import path from 'node:path';
import { parseBaseline, renamedLines } from '../../judge/index.ts';
import type { Case } from '../../model/index.ts';
import { lintRenamed, readRenamed, ScenarioError } from '../../scenario/index.ts';
import { baselineText } from './known-failures.ts';

/**
 * What is wrong with `scenarios/renamed.json`, and which lines of a baseline still use an old name. Wants all cases of the
 * library, and all twins.
 */
export async function renameMistakes(
  root: string,
  cases: readonly Case[],
  twins: readonly Case[],
): Promise<ScenarioError[]> {
  const table = readRenamed(root);
  const mistakes = [
    ...table.problems,
    ...lintRenamed(
      table,
      cases.map(({ id }) => id),
    ),
  ];
  const ids = [...cases, ...twins].map(({ id }) => id);
  for (const file of baselineFiles(root)) {
    const shown = path.relative(process.cwd(), file);
    const baseline = { ...parseBaseline(baselineText(file), shown), renamed: table.renamed };
    for (const { line, what, hint } of renamedLines(baseline, ids))
      mistakes.push(new ScenarioError({ code: 'lint', what, hint }, { file: shown, line, column: 1 }));
  }
  return mistakes;
}

function baselineFiles(root: string): string[] {
  const folder = path.join(root, 'fixtures', 'implementations');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'baseline.txt')
    .sort()
    .map((file) => path.join(folder, file));
}
