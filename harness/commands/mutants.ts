import type { Command } from 'commander';
import type { Verdict } from '../judge/index.ts';
import { type MutantMeta, mutants } from '../reference/index.ts';
import { lookFor } from '../report/index.ts';
import { mutantSubjects, runSubject } from '../run/index.ts';
import { DEFAULT_SPEC_VERSION } from '../spec/index.ts';
import { chosenCases, controlCases } from './choice.ts';
import { progressOn } from './progress.ts';
import { projectRoot } from './project.ts';

const EXAMPLES = `
Examples:
  signpost mutants                  every mutant against the whole library; twins only where certificates matter
  signpost mutants 'srv/*'          against one family
  signpost run -i mutant:NAME       one mutant, with its failures told in full

Exit code: 0 every mutant is caught, 1 one survives.`;

export function define(command: Command): void {
  command
    .argument('[cases...]', 'ids, globs, or paths to scenario files (default: the whole library)')
    .option('--json', 'an object from mutant to the cases that catch it')
    .addHelpText('after', EXAMPLES)
    .action(async (selectors: string[], { json }: { json?: true }) => {
      process.exitCode = await killMatrix(selectors, json ?? false);
    });
}

/** Twins tell nothing of the other parts, and there are several for each case: those that are named are always asked. */
const ABOUT_CERTIFICATES: ReadonlySet<MutantMeta['replaces']> = new Set(['certificateName', 'tlsRules']);

async function killMatrix(selectors: readonly string[], json: boolean): Promise<number> {
  const root = projectRoot();
  const authored = chosenCases(root, selectors, { twins: 'named', parents: true });
  const withTwins = chosenCases(root, selectors, { twins: 'along', parents: true });
  const options = {
    controls: controlCases(root),
    version: DEFAULT_SPEC_VERSION,
    expects: () => true,
  };
  const metas = new Map(mutants.map(({ meta }) => [`mutant:${meta.name}`, meta]));
  const { paint } = lookFor(process.stdout);
  using progress = progressOn(process.stderr);
  const matrix = new Map<string, string[]>();
  for (const subject of mutantSubjects()) {
    const meta = metas.get(subject.name);
    const cases = meta && ABOUT_CERTIFICATES.has(meta.replaces) ? withTwins : authored;
    progress.start(subject.name, cases.length);
    const watcher = { introduced: () => {}, found: () => {}, verdict: () => progress.step() };
    const { verdicts, ended } = await runSubject(subject, { ...options, cases }, watcher);
    const kills = ended ? ['control/fallback'] : verdicts.filter(isKill).map(({ id }) => id);
    matrix.set(subject.name, kills);
    progress.clear();
    if (json) continue;
    const verdict = kills.length ? paint.good('caught') : paint.bad('survives');
    print(`${verdict}  ${paint.strong(subject.name)}  ${paint.faint(meta?.title ?? '')}`);
    for (const line of byScenario(kills)) print(`          ${line}`);
  }
  const survivors = [...matrix].filter(([, kills]) => kills.length === 0);
  if (json) print(JSON.stringify(Object.fromEntries(matrix), null, 2));
  else print(`${matrix.size - survivors.length} of ${matrix.size} mutants caught`);
  return survivors.length ? 1 : 0;
}

/** One line a scenario file; several of its variants and twins as a count. */
function byScenario(ids: readonly string[]): string[] {
  const variants = new Map<string, string[]>();
  for (const id of ids) {
    const [scenario = id] = id.split(/[#~]/);
    variants.set(scenario, [...(variants.get(scenario) ?? []), id]);
  }
  return [...variants].map(([scenario, of]) =>
    of.length === 1 ? (of[0] ?? scenario) : `${scenario}  ${variantsText(of)}`,
  );
}

function variantsText(ids: readonly string[]): string {
  const twins = ids.filter((id) => id.includes('~')).length;
  const own = ids.length - twins;
  const texts = [
    own > 1 ? `${own} variants` : own === 1 ? 'itself' : '',
    twins > 0 ? `${twins} ${twins === 1 ? 'twin' : 'twins'}` : '',
  ];
  return texts.filter(Boolean).join(', ');
}

function isKill({ status }: Verdict): boolean {
  return status === 'fail';
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
