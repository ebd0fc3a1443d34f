import type { Command } from 'commander';
import {
  type About,
  AdapterError,
  commandOf,
  findImplementation,
  type LiveName,
  type ProcessImplementation,
  type SmokeResult,
  smoke,
} from '../adapters/index.ts';
import { asCalled, ownCommand, pageOf } from '../base/index.ts';
import type { Event } from '../evidence/index.ts';
import { lookFor, type Paint, say } from '../report/index.ts';
import { seenOf } from '../run/index.ts';
import type { Confinement } from '../sandbox/index.ts';
import { loadCases } from '../scenario/index.ts';
import { type OpenCase, openWorld } from '../world/index.ts';
import { addConfineOptions, type ConfineOptions, confinementOf, warnOfTrust } from './cli/confine-options.ts';
import { projectRoot } from './cli/project.ts';

const EXAMPLES = `
Examples:
  signpost smoke -i 'python3 ${pageOf('examples/resolver.py')}'   a command that speaks the protocol
  signpost smoke -i ./my-resolver                         a folder with its implementation.json
  signpost smoke -i resolvematrix                         one of fixtures/implementations

Exit code: 0 all well, 2 something to mend, 64 usage. The protocol is explained in ${pageOf('write-an-adapter.md')}.`;

/** The plainest case there is: no delegation, the server itself on port 8448. */
const LIVE_CASE = 'control/fallback';

interface Options extends ConfineOptions {
  readonly implementation: string;
}

export function define(command: Command): void {
  addConfineOptions(command)
    .requiredOption('-i, --implementation <what>', 'an installed name, a folder, or "a command"')
    .addHelpText('after', asCalled(EXAMPLES))
    .action(async ({ implementation, ...options }: Options) => {
      const found = await findProgram(implementation);
      warnOfTrust(options);
      const good = await tryOut(found, say, confinementOf(options));
      process.exitCode = good ? 0 : 2;
    });
}

async function findProgram(text: string): Promise<ProcessImplementation> {
  const builtIn = text === 'reference' || text.startsWith('mutant:');
  const found = builtIn ? undefined : await findImplementation(text, projectRoot());
  if (found?.kind === 'process') return found;
  const is = found ? `of the kind ${found.kind}` : 'a part of Signpost';
  const what = `${text} is ${is} and speaks no protocol`;
  const asked = ownCommand('run', LIVE_CASE, '-i', text);
  const hint = `smoke is for programs that speak the protocol, and for others there is nothing to check before: ${asked}`;
  throw new AdapterError('implementation-unsupported', what, hint);
}

/** Opens a world with one case, tells what each check found, and resolves with whether all went well. */
export async function tryOut(
  implementation: ProcessImplementation,
  tell: (lines: readonly string[]) => void,
  confinement?: Confinement,
): Promise<boolean> {
  const command = await commandOf(implementation, confinement);
  await using world = await openWorld();
  const { cases, problems } = await loadCases({ root: projectRoot(), selectors: [LIVE_CASE] });
  const [first] = cases;
  if (!first) throw problems[0] ?? new Error(`the library has no ${LIVE_CASE}`);
  await using open = await world.open(first);
  const options = { live: liveName(open), helloMs: implementation.startSeconds * 1000 };
  const { paint } = lookFor(process.stdout);
  let good = true;
  for await (const result of smoke(command, options)) {
    tell(lines(result, paint));
    good &&= result.ok;
  }
  const verdict = good ? 'It speaks the protocol.' : 'It does not speak the protocol yet.';
  tell(['', verdict]);
  return good;
}

function lines({ title, ok, detail, fix }: SmokeResult, paint: Paint): string[] {
  const mark = ok ? paint.good('✓') : paint.bad('✗');
  return [`${mark} ${title}: ${detail}`, ...(fix ? [`  ${paint.odd('→')} ${fix}`] : [])];
}

function liveName(open: OpenCase): LiveName {
  open.handOver();
  return {
    server: open.case.server,
    async wrong(about) {
      await open.flush();
      return whatIsWrong(open.events, about);
    },
  };
}

/** The wire, not the answer, says whether it was reached. */
function whatIsWrong(events: readonly Event[], about: About): string | null {
  const connects = about.can.includes('connect');
  if (connects && events.some((event) => event.kind === 'http' && event.port === 8448)) return null;
  if (!connects && events.some((event) => event.kind === 'dns')) return null;
  return seenOf(events);
}
