import path from 'node:path';
import type { Command } from 'commander';
import { asCalled, NamedFileError, ownCommand, writeNamed } from '../base/index.ts';
import { rewriteBaseline } from '../judge/index.ts';
import type { SpecVersion } from '../model/index.ts';
import { DEFAULT_SPEC_VERSION } from '../oracle/index.ts';
import { progressOn, say, sayAsItIs, sayAside } from '../report/index.ts';
import { runSubject, type Subject } from '../run/index.ts';
import { readRenamed, ScenarioError } from '../scenario/index.ts';
import { choose, controlCases } from './cli/choice.ts';
import { addConfineOptions, type ConfineOptions, confinementOf, warnOfTrust } from './cli/confine-options.ts';
import { baselineText } from './cli/known-failures.ts';
import {
  collect,
  limits,
  parseSpecVersion,
  positiveNumber,
  subjectsFor,
  withBaseline,
} from './cli/options.ts';
import { isPackage, projectRoot } from './cli/project.ts';

interface Options extends ConfineOptions {
  readonly implementation: readonly string[];
  readonly binary?: string;
  readonly baseline?: string;
  readonly spec: SpecVersion;
  readonly parallel?: number;
  readonly patience?: number;
  readonly write?: true;
}

const EXAMPLES = `
Examples:
  signpost baseline -i resolvematrix            what baseline.txt should say now
  signpost baseline -i resolvematrix --write    rewrites it; reasons and comments are kept
  signpost baseline -i 'python3 resolver.py' --baseline known.txt --write
  signpost run -i 'python3 resolver.py' --baseline known.txt    green, until something changes

A line is: glob  status  # reason or issue URL. New lines say what has to be looked at; replace that by the reason.`;

export function define(command: Command): void {
  addConfineOptions(command)
    .argument('[cases...]', 'only these cases; other lines are left alone (default: the whole library)')
    .requiredOption(
      '-i, --implementation <what>',
      'an installed name, a folder, "a command", or attach:URL',
      collect,
    )
    .option('--binary <path>', 'the program of an implementation that is in no registry')
    .option('--baseline <file>', 'where the lines are kept (default: baseline.txt in its folder)')
    .option(
      '--spec <version>',
      'version of the specification to judge by',
      parseSpecVersion,
      DEFAULT_SPEC_VERSION,
    )
    .option('--patience <seconds>', 'wait this long in cases about stalls, and judge them', positiveNumber)
    .option('--parallel <n>', 'at most this many cases at once', positiveNumber)
    .option('--write', 'write the file; otherwise it is printed')
    .addHelpText('after', asCalled(EXAMPLES))
    .action(async (selectors: string[], options: Options) => {
      if (options.baseline !== undefined && options.implementation.length !== 1)
        command.error('error: --baseline is about one implementation: name it with -i');
      process.exitCode = await each(selectors, options);
    });
}

async function each(selectors: readonly string[], options: Options): Promise<number> {
  warnOfTrust(options);
  const root = projectRoot();
  const named = await subjectsFor(options.implementation, root, {
    binary: options.binary,
    confinement: confinementOf(options),
  });
  let worst = 0;
  for (const subject of withBaseline(named, options.baseline))
    worst = Math.max(worst, await one(subject, root, selectors, options));
  return worst;
}

async function one(
  subject: Subject,
  root: string,
  selectors: readonly string[],
  { baseline, spec: version, parallel, patience, write }: Options,
): Promise<number> {
  const { name, typed = name, baselineFile } = subject;
  if (baselineFile === undefined) {
    const where = ownCommand('baseline', ...selectors, '-i', typed, '--baseline', 'known-failures.txt');
    sayAside([
      `error: ${name} has no folder to keep a baseline in`,
      `  say where: ${where}${write ? ' --write' : ''}`,
    ]);
    return 64;
  }
  if (write && isPackage && baseline === undefined && path.resolve(baselineFile).startsWith(root)) {
    const hint = `keep your own: --baseline FILE, here and in \`${ownCommand('run')}\``;
    sayAside(`error: the known failures of ${name} came with this package: ${hint}`);
    return 64;
  }
  const chosen = choose(root, selectors, { twins: 'along', parents: true, version });
  const cases = [...chosen.cases, ...chosen.twins()];
  using progress = progressOn(process.stderr);
  progress.start(name, cases.length);
  const done = await runSubject(
    subject,
    {
      cases,
      controls: controlCases(root),
      version,
      expects: () => true,
      again: (c) => chosen.again(c),
      ...limits({ parallel, patience }),
    },
    { introduced: () => {}, found: () => {}, verdict: () => progress.advance() },
  );
  progress.clear();
  if (done.ended) {
    sayAside(`error: ${name} could not be judged: ${done.ended}`);
    return 2;
  }
  const { renamed } = readRenamed(root);
  const old = baselineText(baselineFile);
  const text = rewriteBaseline(old, done.verdicts, selectors.length === 0, renamed);
  const errors = done.verdicts.filter(({ status }) => status === 'error');
  if (write) writeBaseline(baselineFile, text);
  if (write) say(`${baseline ?? path.relative(process.cwd(), baselineFile)}: ${difference(old, text)}`);
  else if (text !== '') sayAsItIs(text.replace(/\n$/, '').split('\n'));
  for (const { id, reasons } of errors.slice(0, 5))
    sayAside(`error: ${id} could not be judged: ${reasons[0]?.text ?? ''}`);
  return errors.length > 0 ? 2 : 0;
}

function writeBaseline(file: string, text: string): void {
  try {
    writeNamed(file, text);
  } catch (error) {
    if (!(error instanceof NamedFileError)) throw error;
    const what = `${path.relative(process.cwd(), file)} ${error.message}`;
    throw new ScenarioError({
      code: 'unwritable',
      what,
      hint: 'give --baseline a file that can be written to',
    });
  }
}

function difference(old: string, text: string): string {
  const [before, after] = [new Set(linesOf(old)), new Set(linesOf(text))];
  const added = [...after].filter((line) => !before.has(line)).length;
  const removed = [...before].filter((line) => !after.has(line)).length;
  return `${after.size} lines, ${added} of them new, ${removed} removed`;
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((row) => row.trim() !== '' && !row.startsWith('#'));
}
