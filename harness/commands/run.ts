import { existsSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { asCalled, ownCommand } from '../base/index.ts';
import { isExpected } from '../judge/index.ts';
import { DEFAULT_SPEC_VERSION } from '../oracle/index.ts';
import { mutants } from '../reference/index.ts';
import {
  closingLines,
  type Look,
  lookFor,
  Narrator,
  openingLine,
  type Progress,
  progressOn,
  say,
  sayAside,
  type Telling,
} from '../report/index.ts';
import {
  type ConcludedSubject,
  type Conclusion,
  conclude,
  concludeRun,
  groupingOf,
  Pace,
  type RunOptions,
  runSubject,
  type Subject,
  WorldAhead,
} from '../run/index.ts';
import { capture } from './cli/capture.ts';
import { tell } from './cli/complaint.ts';
import { addConfineOptions, trustWarning } from './cli/confine-options.ts';
import { onInterruption } from './cli/interruption.ts';
import { knownFailures } from './cli/known-failures.ts';
import { collect, limits, parseSpecVersion, positiveNumber } from './cli/options.ts';
import { endOfLog, remainsLines, remainsOf } from './cli/remains-of-homeserver.ts';
import { RunKeeper } from './cli/run-keeper.ts';
import { headerOf, type RunTask, type TaskOptions, taskOf } from './cli/run-task.ts';

interface Options extends TaskOptions {
  readonly reports: string;
  readonly color?: true;
  readonly pcap?: string;
  readonly all?: true;
}

const EXAMPLES = `
Examples:
  signpost run                                    the whole library: the reference resolver and what is installed
  signpost run -i ./my-resolver                   a folder with its implementation.json
  signpost run 'srv/*' -i "python3 resolver.py"   one family, a command that speaks the protocol
  signpost run srv/fed -i 'curl -sS https://{server}:8448{path}'   a command that is started for every question
  signpost run srv/fed -i synapse --pcap fed.pcap   one case, and its packets for Wireshark
  signpost run well-known/port -i resolvematrix   one case, with its negative twins
  signpost run 'srv/fed~cert-*'                   some twins, and their parent
  signpost run -i ./my-homeserver --binary ./hs   a homeserver that you have built
  signpost run -i 'mine=python3 resolver.py' -i 'new=python3 next.py'   two commands, each with a name that stays
  signpost run -i ./my-homeserver --keep-data     and its data folder is kept beside the record
  signpost run -i attach:http://127.0.0.1:8008    one that you have started in \`signpost sandbox\`

Exit code: 0 all as expected, 1 something unexpected, 2 an error of the harness or an adapter, 64 usage.`;

export function define(command: Command): void {
  addConfineOptions(command)
    .argument(
      '[cases...]',
      'ids, globs such as srv/*, tag:WORD, or paths to scenario files (default: the whole library)',
    )
    .option(
      '-i, --implementation <what>',
      'reference, mutant:NAME, an installed name, a folder, "a command", or attach:URL',
      collect,
    )
    .option('--binary <path>', 'the program of an implementation that is in no registry')
    .option('--as <name>', 'what the one implementation is called here and in the record')
    .option('--baseline <file>', `its known failures, as \`${ownCommand('baseline', '--write')}\` makes them`)
    .option(
      '--spec <version>',
      'version of the specification to judge by',
      parseSpecVersion,
      DEFAULT_SPEC_VERSION,
    )
    .addOption(
      new Option('--level <level>', 'must: what breaks only a SHOULD does not count')
        .choices(['all', 'must'])
        .default('all'),
    )
    .option('--patience <seconds>', 'wait this long in cases about stalls, and judge them', positiveNumber)
    .option('--parallel <n>', 'at most this many cases at once', positiveNumber)
    .option('--no-twins', 'without the negative twins of the cases, but for those that are named')
    .option(
      '--keep-data',
      'keep the data folder of a homeserver beside the record, as RUN.NAME.data: of the start that broke, else of the last one',
    )
    .option('--reports <folder>', 'where the record of the run goes', 'reports')
    .option(
      '--pcap <file>',
      'keep all packets of the run, and in FILE.keys what Wireshark decrypts them with',
    )
    .option('--all', 'tell every failure in full, where more than twenty are told by kind')
    .option('--color', 'colours even into a pipe')
    .addHelpText('after', asCalled(EXAMPLES))
    .action(async (selectors: string[], options: Options) => {
      const { as, baseline, implementation } = options;
      if (as !== undefined && implementation?.length !== 1)
        command.error('error: --as names one implementation: say which with -i, or name each: -i NAME=…');
      if (baseline !== undefined && implementation?.length !== 1)
        command.error('error: --baseline is about one implementation: name it with -i');
      if (baseline !== undefined && !existsSync(baseline))
        command.error(
          `error: there is no ${baseline}. To make it: ${ownCommand('baseline', '-i', implementation?.[0] ?? '', '--baseline', baseline, '--write')}`,
        );
      process.exitCode = await run(selectors, options);
    });
}

async function run(selectors: readonly string[], options: Options): Promise<number> {
  const started = performance.now();
  await using packets = options.pcap === undefined ? undefined : await capture(options.pcap);
  await using worlds = new WorldAhead(packets === undefined ? {} : { keyLog: packets.keyLog });
  const task = await taskOf(selectors, options);
  const look = lookFor(process.stdout, options.color);
  using progress = progressOn(process.stderr);
  using keeper = await RunKeeper.open(options.reports, headerOf(selectors, task), (why) => {
    progress.clear();
    const [first = '', ...more] = tell(why).trimEnd().split('\n');
    say([`${look.paint.bad('!')} from here on nothing is recorded. ${first}`, ...more]);
  });
  let narrator: Narrator | undefined;
  using _ = onInterruption(() => {
    keeper.interrupt();
    narrator?.interrupted();
    progress.clear();
    const verdicts = keeper.verdicts === 1 ? '1 verdict' : `${keeper.verdicts} verdicts`;
    sayAside(`interrupted after ${verdicts}: ${keeper.file} is readable up to there`);
  });
  for (const remark of remarksOn(task)) say(`${look.paint.bad('!')} ${remark}`);
  const names = task.subjects.map(({ name }) => name);
  if (options.implementation === undefined) say(openingLine(names, task.chosen.cases, look.paint));
  const all = () => options.all === true || keeper.isLost;
  const telling = tellingOf(task, { look, progress, all });
  const concluded: ConcludedSubject[] = [];
  const pace = new Pace();
  for (const subject of task.subjects) {
    narrator = new Narrator(subject, telling);
    const conclusion = await judged(subject, task, { narrator, keeper, worlds, pace, look });
    concluded.push({ subject, conclusion });
  }
  const conclusion = concludeRun(concluded.map((one) => one.conclusion));
  keeper.conclude(conclusion, performance.now() - started);
  if (packets) say(look.paint.faint(await packets.end()));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const until = keeper.isLost ? ' until the disk failed: the record is not complete' : '';
  say([
    ...closingLines(concluded, look.paint),
    look.paint.faint(`${seconds} s, recorded in ${keeper.file}${until}`),
  ]);
  return keeper.isLost ? 2 : conclusion.exitCode;
}

/** What is out of the ordinary in how programs under test are kept to themselves. */
function remarksOn({ options, subjects }: RunTask): readonly string[] {
  const warning = trustWarning(options);
  const roots = subjects.filter(({ root }) => root).map(({ name }) => name);
  return [
    ...(warning === undefined ? [] : [warning]),
    ...roots.map((name) => `${name} is user 0 in namespaces of its own, as its implementation.json asks`),
  ];
}

function tellingOf(
  { options, chosen, terms }: RunTask,
  how: { readonly look: Look; readonly progress: Progress; readonly all: () => boolean },
): Telling {
  return {
    ...how,
    cases: chosen.cases,
    withTwins: chosen.withTwins,
    version: options.spec,
    titles: new Map(mutants.map(({ name, title }) => [name, title])),
    remarks: new Set(),
    group: (verdicts) => groupingOf(verdicts, terms()),
  };
}

interface Hearers {
  readonly narrator: Narrator;
  readonly keeper: RunKeeper;
  readonly worlds: WorldAhead;
  /** Once something was late, all that follows goes more slowly, whoever is asked. */
  readonly pace: Pace;
  readonly look: Look;
}

async function judged(
  subject: Subject,
  { options, chosen, controls, terms }: RunTask,
  { narrator, keeper, worlds, pace, look }: Hearers,
): Promise<Conclusion> {
  const baseline = await knownFailures(subject);
  const kept = remainsOf(subject, keeper.path, options.keepData === true);
  const runOptions: RunOptions = {
    cases: chosen.cases,
    further() {
      const twins = chosen.twins();
      const all = [...chosen.cases, ...twins];
      narrator.asked(all);
      keeper.asked(subject, all);
      return twins;
    },
    controls,
    version: options.spec,
    expects: (verdict) => isExpected(baseline, verdict),
    ...limits(options),
    again: (c) => chosen.again(c),
    pace,
    world: () => worlds.take(),
    ...(kept && { kept }),
  };
  const done = await runSubject(subject, runOptions, keeper.watch(subject, narrator));
  keeper.ended(subject, done);
  if (kept && done.ended !== undefined) say(endOfLog(done.stderr, look.paint));
  const conclusion = conclude({ name: subject.name, baseline, ...done }, terms());
  narrator.concluded(conclusion, kept && remainsLines(kept, conclusion));
  return conclusion;
}
