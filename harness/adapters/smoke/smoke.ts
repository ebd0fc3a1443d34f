import { randomBytes } from 'node:crypto';
import { excerpt, jsonExcerpt } from '../../base/index.ts';
import type { Answer } from '../../evidence/index.ts';
import { withPort } from '../../model/index.ts';
import { AdapterError } from '../adapter-error.ts';
import { readOk } from '../answer.ts';
import type { Command } from '../process/program.ts';
import { SmokeBench, type SmokeOptions } from './smoke-bench.ts';

/** One line of `signpost smoke`. */
export interface SmokeResult {
  readonly title: string;
  readonly ok: boolean;
  readonly detail: string;
  /** What to do next, where something is wrong. */
  readonly fix?: string;
}

/** Whether a program speaks the protocol: one result after the other, as they come. */
export async function* smoke(command: Command, options: SmokeOptions = {}): AsyncGenerator<SmokeResult> {
  await using bench = new SmokeBench(command, options);
  for (const { title, check } of CHECKS) {
    if (check === checkLive && !options.live) continue;
    const result = await run(title, () => check(bench));
    yield result;
    // Nothing else can be tried with a program that does not get this far.
    if (!result.ok && check === checkHello) return;
  }
}

type Check = (bench: SmokeBench) => Promise<string>;

const CHECKS: readonly { readonly title: string; readonly check: Check }[] = [
  { title: 'it starts and answers hello', check: checkHello },
  { title: 'a command it cannot know is answered with unsupported', check: checkUnknown },
  { title: 'a name that does not exist is answered within the budget', check: checkImpossible },
  { title: 'a name that is up is reached', check: checkLive },
  { title: 'questions asked at once are answered once each', check: checkMany },
  { title: 'reset is answered with ok', check: checkReset },
  { title: 'bye ends it', check: checkBye },
  { title: 'the end of its input ends it', check: checkEndOfInput },
];

async function run(title: string, check: () => Promise<string>): Promise<SmokeResult> {
  try {
    return { title, ok: true, detail: await check() };
  } catch (error) {
    if (!(error instanceof AdapterError)) throw error;
    return { title, ok: false, detail: error.what, fix: error.hint };
  }
}

async function checkHello(bench: SmokeBench): Promise<string> {
  const { name, version, can, parallel } = await bench.about();
  return `${name} ${version}, can ${can.join(' and ')}, ${parallel} at once`;
}

async function checkUnknown(bench: SmokeBench): Promise<string> {
  const cmd = `smoke-${randomBytes(3).toString('hex')}`;
  const hint =
    'answer every `cmd` that you do not know with {"id":n,"unsupported":true}, so that new ones can be added';
  const reply = await bench.request({ cmd }, hint);
  if (reply.unsupported === true) return `${cmd} → unsupported`;
  const came = jsonExcerpt(reply);
  throw new AdapterError('adapter-bad-answer', `${cmd} was answered with ${came}`, hint);
}

async function checkImpossible(bench: SmokeBench): Promise<string> {
  const server = impossibleName();
  const answer = await bench.resolve(server);
  if (answer.kind !== 'resolved' || answer.status === undefined) return told(answer);
  const what = `it claims that ${server}, which does not exist, answered with status ${answer.status}`;
  throw new AdapterError(
    'adapter-bad-answer',
    what,
    'give `status` only when the request was really answered',
  );
}

async function checkLive(bench: SmokeBench): Promise<string> {
  const { live } = bench;
  if (!live) return 'not tried';
  const answer = await bench.resolve(live.server);
  const wrong = await live.wrong(await bench.about());
  if (wrong === null) return `${live.server}: ${told(answer)}`;
  throw new AdapterError('adapter-bad-answer', `${live.server}: ${told(answer)}`, wrong);
}

async function checkMany(bench: SmokeBench): Promise<string> {
  const { parallel } = await bench.about();
  const count = Math.min(8, parallel);
  const { surplus } = await bench.talk();
  const before = surplus.count;
  await Promise.all(Array.from({ length: count }, () => bench.resolve(impossibleName())));
  // Answered after them, so that a second answer to one of them has been seen.
  await bench.request({ cmd: 'reset' }, RESET_HINT);
  if (surplus.first && surplus.count > before) throw surplus.first;
  return `${count} at once`;
}

async function checkReset(bench: SmokeBench): Promise<string> {
  const reply = await bench.request({ cmd: 'reset' }, RESET_HINT);
  if ('unsupported' in reply)
    throw new AdapterError('adapter-unsupported', 'reset is not supported', RESET_HINT);
  readOk(reply, 'reset');
  return 'ok';
}

async function checkBye(bench: SmokeBench): Promise<string> {
  const talk = await bench.talk();
  await talk.sayBye(bench.graceMs);
  await bench.exits(talk, '`bye`');
  return 'exited';
}

async function checkEndOfInput(bench: SmokeBench): Promise<string> {
  const talk = await bench.talk();
  talk.closeInput();
  await bench.exits(talk, 'the end of its input');
  return 'exited';
}

const RESET_HINT =
  'answer {"id":n,"ok":true} when the caches are dropped; without caches there is nothing else to do';

const impossibleName = () => `nowhere-${randomBytes(4).toString('hex')}.smoke.test`;

function told(answer: Answer): string {
  switch (answer.kind) {
    case 'resolved': {
      const { targets, status } = answer;
      const names = targets.map(({ name, address, port }) => withPort(name ?? address ?? '?', port ?? '?'));
      return `${names.join(', ') || 'no target'}${status === undefined ? '' : `, status ${status}`}`;
    }
    case 'failed':
      return `failed: ${excerpt(answer.message)}`;
    case 'skip':
      return `skip: ${excerpt(answer.why)}`;
    case 'error':
      return `error: ${excerpt(answer.message)}`;
    default:
      return answer satisfies never;
  }
}
