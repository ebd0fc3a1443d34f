import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { asCalled, causeOf, ownCommand, shellWord, visible, writeNamed } from '../base/index.ts';
import {
  type Comparison,
  type Disagreement,
  type Distribution,
  distributionOf,
  type HuntWatcher,
  hunt,
  keptName,
  keptText,
} from '../fuzz/index.ts';
import { type SpecVersion, STEPS } from '../model/index.ts';
import { DEFAULT_SPEC_VERSION, nameOfVersion } from '../oracle/index.ts';
import { type Look, lookFor, type Paint, type Progress, progressOn, say, sayAside } from '../report/index.ts';
import { findSubject, type Subject } from '../run/index.ts';
import { ScenarioError } from '../scenario/index.ts';
import { controlCases } from './cli/choice.ts';
import { addConfineOptions, type ConfineOptions, confinementOf, warnOfTrust } from './cli/confine-options.ts';
import { onInterruption } from './cli/interruption.ts';
import { collect, limits, parseSpecVersion, positiveNumber } from './cli/options.ts';
import { projectRoot } from './cli/project.ts';

interface Options extends ConfineOptions {
  readonly implementation?: readonly string[];
  readonly seed?: number;
  readonly count: number;
  readonly spec: SpecVersion;
  readonly parallel?: number;
  readonly out: string;
}

const EXAMPLES = `
Examples:
  signpost fuzz                                  the reference resolver against the oracle, in 500 random worlds
  signpost fuzz --seed 7 --count 2000            the same worlds every time
  signpost fuzz -i synapse --count 200           a real implementation against the oracle
  signpost fuzz -i reference -i resolvematrix    two compared with each other: the oracle says which is right

A disagreement is made as plain as possible and written to a scenario file, which is run and kept like any other:
  signpost run ./reports/fuzz/synapse-7-12.json -i synapse

Exit code: 0 no disagreement, 1 some, 2 an error of the harness or an adapter, 64 usage.`;

export function define(command: Command): void {
  addConfineOptions(command)
    .option('-i, --implementation <what>', 'as for run; several are compared with each other', collect)
    .option('--seed <n>', 'where chance begins (default: anywhere)', parseSeed)
    .option('--count <n>', 'worlds in which the specification settles what is right', parseCount, 500)
    .option('--spec <version>', 'version of the specification', parseSpecVersion, DEFAULT_SPEC_VERSION)
    .option('--parallel <n>', 'at most this many worlds at once', positiveNumber)
    .option('--out <folder>', 'where the scenario files of disagreements go', 'reports/fuzz')
    .addHelpText('after', asCalled(EXAMPLES))
    .action(async (options: Options) => {
      process.exitCode = await fuzz(options);
    });
}

function parseSeed(text: string): number {
  if (/^\d{1,10}$/.test(text) && Number(text) < MOST_SEED) return Number(text);
  throw new InvalidArgumentError(`a seed is a whole number from 0 to ${MOST_SEED - 1}.`);
}

const MOST_SEED = 2 ** 31;

function parseCount(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text) && Number(text) <= MOST_WORLDS) return Number(text);
  throw new InvalidArgumentError(`must be from 1 to ${MOST_WORLDS}: for more take another seed.`);
}

/** All are in memory at once. */
const MOST_WORLDS = 20_000;

async function fuzz(options: Options): Promise<number> {
  warnOfTrust(options);
  const { seed = Math.floor(Math.random() * MOST_SEED), count, spec: version, parallel } = options;
  const root = projectRoot();
  const names = options.implementation ?? ['reference'];
  const manner = { confinement: confinementOf({ ...options, reports: options.out }) };
  const [first, ...others] = await Promise.all(names.map((name) => findSubject(name, root, manner)));
  if (first === undefined) throw new TypeError('nobody is to be asked');
  const subjects: readonly [Subject, ...Subject[]] = [first, ...others];
  const look = lookFor(process.stdout);
  using progress = progressOn(process.stderr);
  const wrong = new Map<string, number[]>();
  const again = repeating(options, seed);
  using _ = onInterruption(() => {
    progress.clear();
    for (const [who, worlds] of wrong) sayAside(`${who}: wrong in ${inWorlds(worlds)} so far`);
    sayAside(`interrupted; the same worlds again: ${again}`);
  });
  const controls = controlCases(root);
  const watcher = watching(progress, look, wrong);
  const { comparisons, problems } = await hunt(
    { seed, count, version, controls, subjects, ...limits({ parallel }) },
    watcher,
  );
  progress.clear();
  const files = await keepAll(comparisons, options, seed, again);
  for (const comparison of comparisons) say(comparisonLines(comparison, look, files));
  const unsteady = comparisons.flatMap((comparison) =>
    comparison.unsteady.map((what) => `${what}. ${NOT_AGAIN}`),
  );
  const doubts = [...problems, ...unsteady];
  for (const doubt of doubts) say(`  ${look.paint.bad('!')} ${doubt}`);
  say(look.paint.faint(`the same worlds again: ${again}`));
  if (doubts.length > 0) return 2;
  return comparisons.some(({ disagreements }) => disagreements.length > 0) ? 1 : 0;
}

function watching(progress: Progress, { paint }: Look, wrong: Map<string, number[]>): HuntWatcher {
  return {
    phase: (name, total) => progress.start(name, total),
    advance: (times = 1) => {
      for (let time = 0; time < times; time++) progress.advance();
    },
    drawn(lot) {
      progress.clear();
      say(distributionLines(distributionOf(lot)).map(paint.faint));
    },
    found(subject, finding) {
      progress.clear();
      say(`  ${paint.bad('!')} ${subject}: ${finding}`);
    },
    disagreement(names, number) {
      const who = names.join(' and ');
      wrong.set(who, [...(wrong.get(who) ?? []), number]);
    },
  };
}

/** How many worlds each step decides, with a request at its end and without. */
function distributionLines({ settled, open, steps, clauses }: Distribution): string[] {
  const parts = STEPS.flatMap((step) => {
    const { reached = 0, refused = 0 } = steps[step] ?? {};
    if (reached + refused === 0) return [];
    return [`${step}: ${reached}${refused > 0 ? `+${refused}` : ''}`];
  });
  return [
    `${settled} worlds, and ${open} in which the text leaves open what is right; ${Object.keys(clauses).length} clauses`,
    `by step, reached + refused: ${parts.join('  ')}`,
  ];
}

const NOT_AGAIN =
  'It did not show when the same world was asked for once more: the machine was too busy, or the implementation is not steady';

/** Writes a scenario file of each disagreement. */
async function keepAll(
  comparisons: readonly Comparison[],
  { out, spec }: Options,
  seed: number,
  again: string,
): Promise<ReadonlyMap<Disagreement, string>> {
  const files = new Map<Disagreement, string>();
  for (const { names, disagreements } of comparisons) {
    for (const disagreement of disagreements) {
      const { worlds, specimen } = disagreement;
      const file = path.join(out, `${keptName(names, seed, worlds[0] ?? 0)}.json`);
      const note = `Found by: ${again}. ${specimen.finding.text}`;
      await keepWorld(file, keptText(specimen.world, visible(note), spec));
      files.set(disagreement, file);
    }
  }
  return files;
}

async function keepWorld(file: string, text: string): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    writeNamed(file, text);
  } catch (error) {
    const what = `${file}: ${causeOf(error)}`;
    throw new ScenarioError({ code: 'unwritable', what, hint: 'give --out a folder that can be written to' });
  }
}

function comparisonLines(
  { names, compared, mute, disagreements, unsteady }: Comparison,
  { paint }: Look,
  files: ReadonlyMap<Disagreement, string>,
): string[] {
  const [a, b] = names;
  const who = paint.strong(b === undefined ? `${a} against the oracle` : `${a} and ${b}`);
  const rest = mute > 0 ? `; ${mute} say nothing` : '';
  if (disagreements.length === 0) {
    const good = paint.good(`no disagreement in ${compared} worlds${rest}`);
    return unsteady.length === 0 ? [`${who}  ${good}`] : [];
  }
  const all = new Set(disagreements.flatMap(({ worlds }) => worlds));
  const asked = names.map((name) => `-i ${shellWord(name)}`).join(' ');
  return [
    `${who}  ${paint.bad(`a disagreement in ${all.size} of ${compared} worlds${rest}`)}`,
    ...disagreements.flatMap((one) => disagreementLines(one, files.get(one) ?? '', asked, paint)),
    '',
  ];
}

function disagreementLines(
  { worlds, specimen, unshrunk }: Disagreement,
  file: string,
  asked: string,
  paint: Paint,
): string[] {
  const row = (label: string, text: string) => `  ${paint.faint(label.padEnd(8))}  ${text}`;
  const head = specimen.world.open ? paint.odd('DIFFER') : paint.bad('WRONG');
  return [
    '',
    `${head} ${specimen.world.document.title}`,
    row('saw', visible(specimen.finding.text)),
    row('in', inWorlds(worlds)),
    row(unshrunk ? 'one' : 'plainest', file),
    row('try', `${ownCommand('run', typed(file))} ${asked}`),
  ];
}

/** A path and no id, as short as it can be typed. */
function typed(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith('..') ? path.resolve(file) : `./${relative}`;
}

function inWorlds(numbers: readonly number[]): string {
  const some = numbers.slice(0, 5).join(', ');
  if (numbers.length === 1) return `world ${some}`;
  return `${numbers.length} worlds: ${some}${numbers.length > 5 ? ', …' : ''}`;
}

function repeating({ implementation = [], count, spec }: Options, seed: number): string {
  const version = spec === DEFAULT_SPEC_VERSION ? '' : ` --spec ${nameOfVersion(spec)}`;
  const who = implementation.map((name) => ` -i ${shellWord(name)}`).join('');
  return `${ownCommand('fuzz', '--seed', String(seed), '--count', String(count))}${version}${who}`;
}
