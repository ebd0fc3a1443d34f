import type { Command } from 'commander';
import { asCalled } from '../base/index.ts';
import type { Case } from '../model/index.ts';
import {
  applies,
  checkClauses,
  checkTwins,
  compareRounds,
  type Difference,
  SPEC_VERSIONS,
  twinsOfLibrary,
} from '../oracle/index.ts';
import { countText, say, sayAside } from '../report/index.ts';
import { lintCase, lintFiles, loadCases, locate, ScenarioError } from '../scenario/index.ts';
import { COVERAGE_PAGE, tellCoverage } from './cli/coverage.ts';
import { projectRoot, wantCheckout } from './cli/project.ts';
import { renameMistakes } from './cli/renames.ts';

const EXAMPLES = `
Examples:
  signpost lint                    the whole library
  signpost lint srv/my-case        one scenario, with all its variants
  signpost lint ./my-case.json     a file anywhere
  signpost lint --coverage         which clauses have a scenario and mutants, and the finality matrix

Exit code: 0 clean, 1 mistakes, or something owed.`;

interface Options {
  readonly coverage?: true;
  readonly json?: true;
  readonly write?: true;
}

export function define(command: Command): void {
  command
    .argument('[cases...]', 'ids, globs, tag:WORD, or paths to scenario files (default: the whole library)')
    .option('--coverage', 'clause × scenarios × mutants, and the finality matrix, over the whole library')
    .option(
      '--json',
      'with --coverage: all of it as an object, with the clauses that no scenario is owed for',
    )
    .option('--write', 'with --coverage: bring docs/coverage.md up to date')
    .addHelpText('after', asCalled(EXAMPLES))
    .action(async (selectors: string[], { coverage, ...how }: Options) => {
      if (coverage && selectors.length > 0) command.error('error: --coverage is about the whole library');
      if (!coverage && (how.json || how.write)) command.error('error: --json and --write go with --coverage');
      if (how.write) wantCheckout(command, '--write', COVERAGE_PAGE);
      process.exitCode = coverage ? tellCoverage(how) : await lint(selectors);
    });
}

async function lint(selectors: readonly string[]): Promise<number> {
  const root = projectRoot();
  const loaded = loadCases({ root, selectors });
  const { cases, problems } = loaded;
  const twins = twinsOfLibrary(cases, loaded);
  const whole = selectors.length === 0 && problems.length === 0;
  const renames = whole ? await renameMistakes(root, cases, twins) : [];
  const mistakes = inOrder([...problems, ...cases.flatMap(examine), ...lintFiles(cases), ...renames]);
  for (const mistake of mistakes) say(mistake.message);
  const what = countText([...cases, ...twins]);
  sayAside(mistakes.length ? `${what}, ${counted(mistakes)}` : `${what}, no mistakes`);
  return mistakes.length ? 1 : 0;
}

const counted = ({ length }: readonly unknown[]) => (length === 1 ? '1 mistake' : `${length} mistakes`);

/** The rules of the file, and double entry: what the author expects against what the oracle derives. */
function examine(c: Case): ScenarioError[] {
  return [...lintCase(c), ...checkClauses(c), ...contradictions(c), ...checkTwins(c)];
}

/** The newest version is told in full; an older one that differs only needs the word from which on the case holds. */
function contradictions(c: Case): ScenarioError[] {
  const [newest, ...older] = SPEC_VERSIONS.filter((version) => applies(c, version)).reverse();
  if (newest === undefined) return [];
  const now = compareRounds(c, newest);
  if (now.length > 0) return now.map((difference) => complaint(c, difference));
  const differing = older.find((version) => compareRounds(c, version).length > 0);
  if (differing === undefined) return [];
  const since = SPEC_VERSIONS[SPEC_VERSIONS.indexOf(differing) + 1];
  const [first] = compareRounds(c, differing);
  const text = `${differing} demands something else: write "since": "${since}"`;
  return [
    complaint(c, { path: ['expect'], text, ...(first?.round !== undefined && { round: first.round }) }),
  ];
}

function complaint(
  c: Case,
  { path, round, text, clause }: Pick<Difference, 'path' | 'round' | 'text'> & { readonly clause?: string },
): ScenarioError {
  const hint = clause === undefined ? {} : { hint: `the oracle goes by ${clause}` };
  const source = round === undefined ? c.source : { ...c.source, round };
  return new ScenarioError({ code: 'lint', what: `${c.id}: ${text}`, ...hint }, locate(source, path));
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
