import { existsSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { asCalled, ownCommand } from '../base/index.ts';
import { DEFAULT_SPEC_VERSION } from '../oracle/index.ts';
import {
  closingLines,
  lookFor,
  noProgress,
  openingLine,
  progressOn,
  say,
  sayAside,
} from '../report/index.ts';
import { WorldAhead } from '../run/index.ts';
import { Asking } from './cli/asking.ts';
import { capture } from './cli/capture.ts';
import { tell } from './cli/complaint.ts';
import { addConfineOptions, trustWarning } from './cli/confine-options.ts';
import { EarlyEnd } from './cli/early-end.ts';
import { failedBefore, recordOf, remarksOnFailed } from './cli/failed-before.ts';
import { onInterruption } from './cli/interruption.ts';
import { tellNothingLeft } from './cli/nothing-left.ts';
import { collect, parseSpecVersion, positiveNumber } from './cli/options.ts';
import { RunKeeper } from './cli/run-keeper.ts';
import { headerOf, type RunTask, subjectsOf, type TaskOptions, taskOf } from './cli/run-task.ts';
import { UsageError } from './cli/usage-error.ts';
import { checkWatch, watch } from './cli/watch.ts';
import { takeAhead } from './cli/world-ahead.ts';

interface Options extends TaskOptions {
  readonly reports: string;
  readonly color?: true;
  readonly pcap?: string;
  readonly all?: true;
  readonly failed?: string | true;
  readonly failFast?: true;
  readonly quiet?: true;
  readonly watch?: readonly string[];
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
  signpost run 'srv/*' -i ./my-resolver --watch ./my-resolver/src   again after each change, what failed first
  signpost run --failed -i ./my-resolver          only what was unexpected in the last run
  signpost run 'srv/*' --failed old.jsonl -i ./my-resolver   of these, what was unexpected in that record
  signpost run -i ./my-resolver --fail-fast -q    until something is unexpected, and nothing but that
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
    .option('--failed [record]', 'only what was unexpected in that record (default: that of the last run)')
    .option('--fail-fast', 'end with the first verdict that is unexpected')
    .option(
      '--watch <path>',
      'ask again whenever this file, or one in this folder, changes: what failed first (may be given several times)',
      collect,
    )
    .option('-q, --quiet', 'nothing but what is unexpected, and a line for each implementation')
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
      try {
        process.exitCode = await run(selectors, options);
      } catch (error) {
        if (error instanceof UsageError) command.error(`error: ${error.message}`);
        throw error;
      }
    });
}

async function run(selectors: readonly string[], options: Options): Promise<number> {
  const started = performance.now();
  const before =
    options.failed === undefined ? undefined : await failedBefore(recordOf(options.failed, options.reports));
  const { watch: watched } = options;
  if (watched) checkWatch({ ...options, watch: watched });
  if (before?.cases.size === 0) {
    const named = options.implementation && (await subjectsOf(options)).map(({ name }) => name);
    return await tellNothingLeft(before, selectors, named);
  }
  if (watched) return await watch(selectors, { ...options, watch: watched }, before);
  await using packets = options.pcap === undefined ? undefined : await capture(options.pcap);
  await using worlds = new WorldAhead(packets === undefined ? {} : { keyLog: packets.keyLog }, takeAhead());
  const task = await taskOf(selectors, options, before);
  const look = lookFor(process.stdout, options.color);
  const quiet = options.quiet === true;
  using progress = quiet ? noProgress : progressOn(process.stderr);
  const header = headerOf(selectors, task, before);
  using keeper = await RunKeeper.open(options.reports, header, (why) => {
    progress.clear();
    const [first = '', ...more] = tell(why).trimEnd().split('\n');
    say([`${look.paint.bad('!')} from here on nothing is recorded. ${first}`, ...more]);
  });
  const ending = new EarlyEnd(options.failFast && options.level);
  const all = () => options.all === true || keeper.isLost;
  const asking = new Asking(task, { look, progress, keeper, ending, all, quiet, world: () => worlds.take() });
  using _ = onInterruption(() => {
    keeper.interrupt();
    asking.interrupted();
    progress.clear();
    sayAside(`interrupted after ${countOf(keeper.verdicts)}: ${keeper.file} is readable up to there`);
  });
  for (const remark of [...remarksOn(task), ...remarksOnFailed(before, header.library)])
    say(`${look.paint.bad('!')} ${remark}`);
  const names = task.subjects.map(({ name }) => name);
  if (!quiet && !before && options.implementation === undefined)
    say(openingLine(names, task.chosen.cases, look.paint));
  const { concluded, conclusion, early } = await asking.run();
  keeper.conclude(conclusion, performance.now() - started, early);
  if (packets && !quiet) say(look.paint.faint(await packets.end()));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const until = keeper.isLost ? ' until the disk failed: the record is not complete' : '';
  if (early) say(`ended with the first that is unexpected, after ${countOf(keeper.verdicts)}`);
  if (!quiet) say(closingLines(concluded, look.paint));
  if (!quiet || conclusion.exitCode > 0)
    say(look.paint.faint(`${seconds} s, recorded in ${keeper.file}${until}`));
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

const countOf = (verdicts: number): string => (verdicts === 1 ? '1 verdict' : `${verdicts} verdicts`);
