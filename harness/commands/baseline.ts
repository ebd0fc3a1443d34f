import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { rewriteBaseline } from '../judge/index.ts';
import { runSubject, type Subject } from '../run/index.ts';
import { readRenamed } from '../scenario/index.ts';
import { DEFAULT_SPEC_VERSION } from '../spec/index.ts';
import { chosenCases, controlCases } from './choice.ts';
import { baselineText } from './known-failures.ts';
import { say } from './narrator.ts';
import { collect, subjectsFor } from './options.ts';
import { progressOn } from './progress.ts';
import { projectRoot } from './project.ts';

interface Options {
  readonly implementation: readonly string[];
  readonly binary?: string;
  readonly write?: true;
}

const EXAMPLES = `
Examples:
  signpost baseline -i resolvematrix            what baseline.txt should say now
  signpost baseline -i resolvematrix --write    rewrites it; reasons and comments are kept

A line is: glob  status  # reason or issue URL. New lines say what has to be looked at; replace that by the reason.`;

export function define(command: Command): void {
  command
    .argument('[cases...]', 'only these cases; other lines are left alone (default: the whole library)')
    .requiredOption('-i, --implementation <what>', 'an installed name, or a folder', collect)
    .option('--binary <path>', 'the program of an implementation that is in no registry')
    .option('--write', 'write the file; otherwise it is printed')
    .addHelpText('after', EXAMPLES)
    .action(async (selectors: string[], options: Options) => {
      process.exitCode = await baseline(selectors, options);
    });
}

async function baseline(selectors: readonly string[], options: Options): Promise<number> {
  const root = projectRoot();
  const subjects = await subjectsFor(options.implementation, root, options.binary);
  let worst = 0;
  for (const subject of subjects) worst = Math.max(worst, await one(subject, root, selectors, options));
  return worst;
}

async function one(
  subject: Subject,
  root: string,
  selectors: readonly string[],
  { write }: Options,
): Promise<number> {
  const { name, baselineFile } = subject;
  if (baselineFile === undefined) {
    process.stderr.write(`signpost baseline: ${name} has no folder to keep a baseline in\n`);
    return 64;
  }
  const cases = chosenCases(root, selectors, { twins: 'along', parents: true });
  using progress = progressOn(process.stderr);
  progress.start(name, cases.length);
  const done = await runSubject(
    subject,
    { cases, controls: controlCases(root), version: DEFAULT_SPEC_VERSION, expects: () => true },
    { introduced: () => {}, found: () => {}, verdict: () => progress.step() },
  );
  progress.clear();
  if (done.ended) {
    process.stderr.write(`signpost baseline: ${name} could not be judged: ${done.ended}\n`);
    return 2;
  }
  const { renamed } = readRenamed(root);
  const old = await baselineText(baselineFile);
  const text = rewriteBaseline(old, done.verdicts, selectors.length === 0, renamed);
  if (write) await writeFile(baselineFile, text);
  if (write)
    say(`${path.relative(process.cwd(), baselineFile)}: ${text.split('\n').filter(isLine).length} lines`);
  else process.stdout.write(text);
  return 0;
}

function isLine(row: string): boolean {
  return row.trim() !== '' && !row.startsWith('#');
}
