import type { Command } from 'commander';
import { asCalled, jsonOutput, ownCommand } from '../base/index.ts';
import type { Case } from '../model/index.ts';
import {
  type CaughtMutants,
  catchMutants,
  differencesOf,
  KILL_MATRIX,
  readKillMatrix,
  writeKillMatrix,
} from '../mutation/index.ts';
import { coverageOf, DEFAULT_SPEC_VERSION, type KillMatrix } from '../oracle/index.ts';
import { fileOfMutant, type Mutant } from '../reference/index.ts';
import { lookFor, type Paint, progressOn, say, sayAsItIs, sayAside } from '../report/index.ts';
import { chosenCases } from './cli/choice.ts';
import { MutantRecord } from './cli/mutant-record.ts';
import { projectRoot, wantCheckout } from './cli/project.ts';

const EXAMPLES = `
Examples:
  signpost mutants                  every mutant against the library, and the result against what is kept of it
  signpost mutants --write          keep it: fixtures/golden/kill-matrix.json
  signpost mutants 'srv/*'          against one family
  signpost mutants --reports DIR    record every verdict that is asked for, as \`signpost run\` does
  signpost run -i mutant:NAME       one mutant, with its failures told in full

A mutant is asked only the cases in which its part could have led elsewhere than the reference went, twins only if it judges
certificates, and cases about stalls only if it is about waiting.

Exit code: 0 every mutant is caught, 1 a mutant survives or changes nothing at all, or the cases of a clause that has to be
followed catch none, 2 an error of the harness. What differs from the result that is kept is told.`;

interface Options {
  readonly json?: true;
  readonly write?: true;
  readonly reports?: string;
}

export function define(command: Command): void {
  command
    .argument('[cases...]', 'ids, globs, tag:WORD, or paths to scenario files (default: the whole library)')
    .option(
      '--json',
      'an object from mutant to the cases that catch it, each with the clauses and the kind that the verdict names',
    )
    .option('--write', 'keep the result of the whole library')
    .option('--reports <folder>', 'record every verdict there')
    .addHelpText('after', asCalled(EXAMPLES))
    .action(async (selectors: string[], options: Options) => {
      if (options.write && selectors.length > 0)
        command.error('error: --write keeps the result of the whole library: name no cases');
      if (options.write) wantCheckout(command, '--write', KILL_MATRIX);
      process.exitCode = await mutantsCommand(selectors, options);
    });
}

async function mutantsCommand(selectors: readonly string[], options: Options): Promise<number> {
  const { json, write } = options;
  const root = projectRoot();
  const cases = chosenCases(root, selectors, { twins: 'along', parents: true });
  const started = performance.now();
  const matrix = await catchThem(cases, selectors, options.reports);
  const { paint } = lookFor(process.stdout);
  const kills = named(matrix);
  if (json) sayAsItIs(jsonOutput(kills).split('\n'));
  // What is an object is nothing else.
  const complain = json ? sayAside : say;
  const doubts = doubtsOf(matrix);
  for (const text of doubts) complain(`${paint.bad('!')} ${text}`);
  if (doubts.length > 0) return 2;
  if (!json)
    for (const [mutant, kills] of matrix.kills) tellMutant(mutant, Object.keys(kills), matrix, paint);
  if (write) writeKillMatrix(root, kills);
  const whole = selectors.length === 0;
  const kept = whole && !write ? readKillMatrix(root) : undefined;
  const { faults, differences, caught } = concludeHunt(matrix, cases, whole, kept);
  for (const difference of differences) complain(paint.faint(`! ${difference}`));
  for (const text of faults) complain(`${paint.bad('!')} ${text}`);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const asked = [...matrix.asked.values()].filter((count) => count > 0).length;
  const notAsked = matrix.kills.size - asked;
  const rest = notAsked > 0 ? `, ${notAsked} not asked` : '';
  if (!json) say(`${caught} of ${asked} mutants caught${rest}, in ${seconds} s`);
  return faults.length > 0 ? 1 : 0;
}

/** Why nothing that was found can be trusted. */
function doubtsOf({ reference, problems }: CaughtMutants): readonly string[] {
  const failing = reference.map(
    (id) => `the reference resolver itself fails ${id}: ${ownCommand('run', id)}`,
  );
  return [...failing, ...problems];
}

interface HuntConclusion {
  /** What has to be mended. */
  readonly faults: readonly string[];
  /** A mutant that is wrong only now and then, by what comes first, is not caught by the same cases each time. */
  readonly differences: readonly string[];
  /** How many mutants are caught. */
  readonly caught: number;
}

/** `kept`: the matrix to compare with, where the whole library was asked. */
function concludeHunt(
  matrix: CaughtMutants,
  cases: readonly Case[],
  whole: boolean,
  kept: KillMatrix | undefined,
): HuntConclusion {
  const kills = named(matrix);
  const besides = kept ? [...mutantsBesides(kept, kills), ...clausesWithout(cases, kills)] : [];
  return {
    faults: [...faultsOf(matrix, whole), ...besides],
    differences: kept ? differencesOf(kept, kills) : [],
    caught: [...matrix.kills.values()].filter((of) => Object.keys(of).length > 0).length,
  };
}

async function catchThem(
  cases: readonly Case[],
  selectors: readonly string[],
  folder: string | undefined,
): Promise<CaughtMutants> {
  using progress = progressOn(process.stderr);
  const authored = cases.filter(({ twin }) => twin === undefined).length;
  using record = folder === undefined ? undefined : await MutantRecord.open(folder, selectors, authored);
  const matrix = await catchMutants(
    { cases, version: DEFAULT_SPEC_VERSION },
    {
      start: (what, total) => progress.start(what, total),
      advance: () => progress.advance(),
      judged: (name, c, result) => record?.judged(name, c, result),
      late: (name, c, result) => record?.late(name, c, result),
    },
  );
  const file = record?.end(matrix.problems);
  progress.clear();
  if (file !== undefined) sayAside(`recorded in ${file}`);
  return matrix;
}

const named = ({ kills }: CaughtMutants): KillMatrix =>
  Object.fromEntries([...kills].map(([{ name }, of]) => [name, of]));

/** Where only some cases were asked, another may catch it, and nobody can say that a mutant does nothing. */
function faultsOf({ kills, asked }: CaughtMutants, whole: boolean): string[] {
  return [...kills].flatMap(([mutant, caught]) => {
    const of = asked.get(mutant) ?? 0;
    if (Object.keys(caught).length > 0 || (!whole && of === 0)) return [];
    const where = `${fileOfMutant(mutant)}: ${mutant.name}`;
    const survives = `${where} survives ${of} ${of === 1 ? 'case' : 'cases'} in which it does something else`;
    if (!whole) return [survives];
    return of === 0
      ? [
          `${where} changes nothing in any case of the library: write a scenario in which it would, or remove it`,
        ]
      : [`${survives}: write a scenario that sees it`];
  });
}

/** Mutants that the kept matrix does not know, and such as are no more. */
function mutantsBesides(kept: KillMatrix, found: KillMatrix): string[] {
  const only = (some: KillMatrix, others: KillMatrix) =>
    Object.keys(some).filter((name) => !Object.hasOwn(others, name));
  return [...only(found, kept), ...only(kept, found)].map(
    (name) =>
      `${name} and ${KILL_MATRIX} do not agree on whether it exists: ${ownCommand('mutants', '--write')}`,
  );
}

/** What `lint --coverage` asks of the kept matrix, asked of this one. */
function clausesWithout(cases: readonly Case[], kills: KillMatrix): string[] {
  return coverageOf(cases, kills)
    .filter(({ lacks }) => lacks === 'mutant')
    .map(({ clause }) => `no mutant fails with a verdict that names ${clause.id}: ${clause.text}`);
}

/** So many scenario files are named; the rest is counted. */
const MOST_SCENARIOS = 4;

function tellMutant(mutant: Mutant, ids: readonly string[], { asked }: CaughtMutants, paint: Paint): void {
  const of = asked.get(mutant) ?? 0;
  const word = ids.length > 0 ? paint.good('caught  ') : paint.bad('survives');
  const count = `${ids.length} of ${of}`.padStart(10);
  const outcome = of === 0 ? paint.faint('not asked'.padEnd(19)) : `${word} ${count}`;
  say(`${outcome}  ${paint.strong(mutant.name)}  ${paint.faint(mutant.title)}`);
  if (ids.length > 0) say(`                     ${byScenario(ids)}`);
}

function byScenario(ids: readonly string[]): string {
  const scenarios = [...new Set(ids.map((id) => id.replace(/[#~].*$/, '')))];
  const more = scenarios.length - MOST_SCENARIOS;
  const named = scenarios.slice(0, MOST_SCENARIOS).join(' ');
  return more > 0 ? `${named} and ${more} more` : named;
}
