import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Command, Option } from 'commander';
import { isExpected, likenessesOf, type Verdict } from '../judge/index.ts';
import type { SpecVersion } from '../model/index.ts';
import { knownKills } from '../mutation/index.ts';
import { DEFAULT_SPEC_VERSION } from '../oracle/index.ts';
import { Recording } from '../record/index.ts';
import { countStatuses, lookFor } from '../report/index.ts';
import { runSubject, WorldAhead } from '../run/index.ts';
import { capture } from './cli/capture.ts';
import { choose, controlCases } from './cli/choice.ts';
import { tell } from './cli/complaint.ts';
import { onInterruption } from './cli/interruption.ts';
import { knownFailures } from './cli/known-failures.ts';
import {
  collect,
  limits,
  parseSpecVersion,
  positiveNumber,
  subjectsFor,
  withBaseline,
} from './cli/options.ts';
import { projectRoot } from './cli/project.ts';
import { recorded } from './cli/recorded.ts';
import { runHeader } from './cli/run-header.ts';
import { type Conclusion, Narrator, type Telling } from './narrator.ts';
import { progressOn } from './progress.ts';
import { say } from './say.ts';

interface Options {
  readonly implementation?: readonly string[];
  readonly binary?: string;
  readonly baseline?: string;
  readonly spec: SpecVersion;
  readonly level: 'all' | 'must';
  readonly patience?: number;
  readonly parallel?: number;
  readonly reports: string;
  readonly color?: true;
  readonly twins: boolean;
  readonly pcap?: string;
}

const EXAMPLES = `
Examples:
  signpost run                                    the whole library: the reference resolver and what is installed
  signpost run -i ./my-resolver                   a folder with its implementation.json
  signpost run 'srv/*' -i "python3 resolver.py"   one family, a command that speaks the protocol
  signpost run srv/fed -i 'curl https://{server}/' a command that is started for every question
  signpost run srv/fed -i synapse --pcap fed.pcap one case, and its packets for Wireshark
  signpost run well-known/port -i resolvematrix   one case, with its negative twins
  signpost run 'srv/fed~cert-*'                   some twins, and the case they are of
  signpost run -i ./my-homeserver --binary ./hs   a homeserver that you have built
  signpost run -i attach:http://127.0.0.1:8008    one that you have started in \`signpost sandbox\`

Exit code: 0 all as expected, 1 something unexpected, 2 an error of the harness or an adapter, 64 usage.`;

export function define(command: Command): void {
  command
    .argument(
      '[cases...]',
      'ids, globs such as srv/*, or paths to scenario files (default: the whole library)',
    )
    .option(
      '-i, --implementation <what>',
      'reference, mutant:NAME, an installed name, a folder, "a command", or attach:URL',
      collect,
    )
    .option('--binary <path>', 'the program of an implementation that is in no registry')
    .option('--baseline <file>', 'its known failures, as `signpost baseline --write` makes them')
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
    .option('--reports <folder>', 'where the record of the run goes', 'reports')
    .option(
      '--pcap <file>',
      'keep all packets of the run, and in FILE.keys what Wireshark decrypts them with',
    )
    .option('--color', 'colours even into a pipe')
    .addHelpText('after', EXAMPLES)
    .action(async (selectors: string[], options: Options) => {
      const { baseline, implementation } = options;
      if (baseline !== undefined && implementation?.length !== 1)
        command.error('error: --baseline is about one implementation: name it with -i');
      if (baseline !== undefined && !existsSync(baseline))
        command.error(
          `error: there is no ${baseline}: \`signpost baseline\` makes it, with the same -i and --baseline, and --write`,
        );
      process.exitCode = await run(selectors, options);
    });
}

async function run(selectors: readonly string[], options: Options): Promise<number> {
  const started = performance.now();
  const root = projectRoot();
  await using packets = options.pcap === undefined ? undefined : await capture(options.pcap);
  await using worlds = new WorldAhead(packets === undefined ? {} : { keyLog: packets.keyLog });
  const twins = options.twins ? 'along' : 'named';
  const chosen = choose(root, selectors, { twins, parents: true, version: options.spec });
  const { cases } = chosen;
  const controls = controlCases(root);
  const named = await subjectsFor(options.implementation, root, options.binary);
  const subjects = withBaseline(named, options.baseline);
  using progress = progressOn(process.stderr);
  const look = lookFor(process.stdout, options.color);
  const header = runHeader(root, {
    spec: options.spec,
    options: chosenOptions(selectors, options),
    implementations: subjects.map(({ name }) => name),
    cases: cases.length,
  });
  using record = await Recording.open(path.resolve(options.reports), header, (failure) => {
    progress.clear();
    say(`${look.paint.bad('!')} from here on nothing is recorded. ${tell(failure).trimEnd()}`);
  });
  const file = path.relative(process.cwd(), record.file);
  let judged = 0;
  let narrator: Narrator | undefined;
  using _ = onInterruption(() => {
    record.interrupt();
    narrator?.tellSurprises();
    progress.clear();
    const verdicts = judged === 1 ? '1 verdict' : `${judged} verdicts`;
    process.stderr.write(`interrupted after ${verdicts}: ${file} is readable up to there\n`);
  });
  const { spec: version, level } = options;
  const telling: Telling = {
    look,
    progress,
    chosen,
    version,
    level,
    whole: selectors.length === 0 && options.twins,
    remarks: new Set(),
    likenesses: (verdicts) => likenessesOf(verdicts, knownKills(root)),
    recorded: () => record.failure === undefined,
  };
  const conclusions: Conclusion[] = [];
  for (const subject of subjects) {
    const baseline = await knownFailures(subject);
    const own = new Narrator(subject, telling);
    narrator = own;
    const expects = (verdict: Pick<Verdict, 'id' | 'status'>) => isExpected(baseline, verdict);
    const world = () => worlds.take();
    const further = () => {
      const twins = own.more(chosen.twins());
      record.asked(subject.name, [...cases, ...twins]);
      return twins;
    };
    const runOptions = { cases, further, controls, version, expects, ...limits(options), world };
    const done = await runSubject(
      subject,
      runOptions,
      recorded(record, subject, {
        introduced: (about) => own.introduced(about),
        found: (finding) => own.found(finding),
        verdict: (verdict, asked) => {
          judged++;
          own.verdict(verdict, asked);
        },
      }),
    );
    record.stderr(subject.name, done.stderr);
    conclusions.push(own.conclude(done, baseline));
  }
  record.end({
    counts: Object.fromEntries(conclusions.map(({ name, verdicts }) => [name, countStatuses(verdicts)])),
    unexpected: conclusions.reduce((sum, { unexpected }) => sum + unexpected, 0),
    problems: conclusions.flatMap(({ problems }) => problems),
    conformance: Object.fromEntries(
      conclusions.flatMap(({ name, conformance }) => (conformance ? [[name, conformance]] : [])),
    ),
    ms: Math.round(performance.now() - started),
  });
  if (packets) say(look.paint.faint(await packets.end()));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const until = record.failure ? ' until the disk failed: the record is not complete' : '';
  say(look.paint.faint(`${seconds} s, recorded in ${file}${until}`));
  if (record.failure) return 2;
  return Math.max(0, ...conclusions.map(({ exitCode }) => exitCode));
}

/** As the record tells them. */
function chosenOptions(selectors: readonly string[], { level, patience, parallel, twins }: Options) {
  return {
    selectors,
    level,
    ...(patience !== undefined && { patience }),
    ...(parallel !== undefined && { parallel }),
    twins,
  };
}
