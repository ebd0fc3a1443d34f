import type { Command } from 'commander';
import { type Case, lintCase, loadCases, locate, ScenarioError } from '../scenario/index.ts';
import { checkClauses, compareWithOracle, consultOracle, DEFAULT_SPEC_VERSION } from '../spec/index.ts';
import { projectRoot } from './project.ts';

const EXAMPLES = `
Examples:
  signpost lint                    the whole library
  signpost lint srv/my-case        one scenario, with all its variants
  signpost lint ./my-case.json     a file anywhere

Exit code: 0 clean, 1 mistakes.`;

export function define(command: Command): void {
  command
    .argument('[cases...]', 'ids, globs, or paths to scenario files (default: the whole library)')
    .addHelpText('after', EXAMPLES)
    .action(async (selectors: string[]) => {
      process.exitCode = await lint(selectors);
    });
}

async function lint(selectors: readonly string[]): Promise<number> {
  const { cases, problems } = loadCases({ root: projectRoot(), selectors });
  const mistakes = inOrder([...problems, ...cases.flatMap(examine)]);
  for (const mistake of mistakes) process.stdout.write(`${mistake.message}\n`);
  const what = `${cases.length} cases`;
  process.stderr.write(mistakes.length ? `${what}, ${mistakes.length} mistakes\n` : `${what}, no mistakes\n`);
  return mistakes.length ? 1 : 0;
}

/** The rules of the file, and double entry: what the author expects against what the oracle derives. */
function examine(c: Case): ScenarioError[] {
  const derived = compareWithOracle(c, consultOracle(c, c.until ?? DEFAULT_SPEC_VERSION));
  return [
    ...lintCase(c),
    ...checkClauses(c),
    ...derived.map(
      (difference) =>
        new ScenarioError(
          {
            code: 'lint',
            what: `${c.id}: ${difference.text}`,
            hint: `the oracle goes by ${difference.clause}`,
          },
          locate(c.source, difference.path),
        ),
    ),
  ];
}

/** By place, each said once: what is wrong in a scenario is wrong in all its variants. */
function inOrder(mistakes: readonly ScenarioError[]): ScenarioError[] {
  const once = new Map(mistakes.map((mistake) => [mistake.message, mistake]));
  const key = ({ position }: ScenarioError) => [
    position?.file ?? '',
    position?.line ?? 0,
    position?.column ?? 0,
  ];
  return [...once.values()].sort((a, b) => compareKeys(key(a), key(b)));
}

function compareKeys(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined || left === right) continue;
    return left < right ? -1 : 1;
  }
  return 0;
}
