import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type About, functionAdapter } from '../adapters/index.ts';
import type { Answer } from '../evidence/index.ts';
import { consultRounds } from '../oracle/index.ts';
import { referenceResolver } from '../reference/index.ts';
import { loadCases } from '../scenario/index.ts';
import { openWorld, requireOwnNamespace, type World } from '../world/index.ts';
import { runCase } from './run-case.ts';

// Before anything else: outside of a sandbox these addresses are other people's.
requireOwnNamespace();

const root = fileURLToPath(new URL('../../', import.meta.url));
const about: About = { name: 'test', version: '1', can: ['claim', 'connect'], parallel: 4 };
const budget = { ms: 20_000, patient: false };
const FAILED: Answer = { kind: 'failed', message: 'no idea' };

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world[Symbol.asyncDispose]());

function run(id: string, answer: Parameters<typeof functionAdapter>[1]) {
  const [c] = loadCases({ root, selectors: [id] }).cases;
  assert.ok(c, id);
  return runCase(world, functionAdapter(about, answer), c, consultRounds(c), budget);
}

/** Our event loop stands still, and no processor is needed for that. */
function stall(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

test('what an earlier round suffered does not excuse this one', async () => {
  const reference = referenceResolver();
  let round = 0;
  const { status, rounds, reasons, late } = await run(
    'names/one-address#in-turn',
    async (question, signal) => {
      if (++round > 1) return FAILED;
      const answer = await reference(question, signal);
      stall(2200);
      return answer;
    },
  );
  assert.deepEqual(
    rounds?.map(({ questions: [only] }) => only?.status),
    ['pass', 'fail'],
  );
  assert.deepEqual([status, late], ['fail', undefined], reasons[0]?.text);
});

test('who says that it failed after we were late does not pass for one that refuses', async () => {
  const late = await run('grammar/impossible-port', async () => {
    stall(1500);
    return FAILED;
  });
  assert.match(late.late ?? '', /^our event loops were late/);
  const soon = await run('grammar/impossible-port', async () => FAILED);
  assert.deepEqual([soon.status, soon.late], ['pass', undefined]);
});

test('a request of its own accord is judged however late we were', async () => {
  const { status, reasons, late } = await run('explicit-port/port', async (question, signal) => {
    await referenceResolver()({ ...question, server: question.server.replace(/:\d+$/, '') }, signal);
    stall(2200);
    return FAILED;
  });
  assert.deepEqual([status, late], ['fail', undefined], reasons.map(({ text }) => text).join('; '));
});
