import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type About, functionAdapter } from '../adapters/index.ts';
import type { Answer } from '../evidence/index.ts';
import type { Case } from '../model/index.ts';
import { consultRounds } from '../oracle/index.ts';
import { type Ask, referenceResolver } from '../reference/index.ts';
import { loadCases } from '../scenario/index.ts';
import { openWorld, requireOwnNamespace, type World } from '../world/index.ts';
import { runCase } from './run-case.ts';

requireOwnNamespace();

const root = fileURLToPath(new URL('../../', import.meta.url));
const { cases } = loadCases({ root, selectors: ['names/*', 'well-known/kept'] });
const about: About = { name: 'test', version: '1', can: ['claim', 'connect'], parallel: 4 };
const budget = { ms: 20_000, patient: false };

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world[Symbol.asyncDispose]());

function caseOf(id: string): Case {
  const found = cases.find((c) => c.id === id);
  assert.ok(found, id);
  return found;
}

const run = (id: string, answer: Parameters<typeof functionAdapter>[1]) =>
  runCase(world, functionAdapter(about, answer), caseOf(id), consultRounds(caseOf(id)), budget);

test('all names of a round are asked for before any of them is answered', async () => {
  const waiting: (() => void)[] = [];
  const reference = referenceResolver();
  const { status, rounds } = await run('names/one-address#at-once', async (question, signal) => {
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      if (waiting.length === 2) for (const go of waiting) go();
    });
    return reference(question, signal);
  });
  assert.equal(status, 'pass');
  assert.deepEqual(
    rounds?.map(({ questions }) => questions.map(({ server, status: own }) => [server.split('.')[0], own])),
    [
      [
        ['a', 'pass'],
        ['b', 'pass'],
      ],
    ],
  );
});

test('the next round begins when the one before is decided, each with its own claim and time', async () => {
  const asked: string[] = [];
  const reference = referenceResolver();
  const { status, rounds, events } = await run(
    'names/delegate-is-a-name#delegating-first',
    (question, signal) => {
      asked.push(question.server);
      return reference(question, signal);
    },
  );
  assert.equal(status, 'pass');
  assert.deepEqual(
    asked.map((server) => server.split('.')[0]),
    ['delegate-is-a-name--delegating-first', 'fed'],
  );
  const ports = rounds?.map(({ questions: [only] }) =>
    only?.claim?.kind === 'resolved' ? only.claim.targets.map(({ port }) => port) : [],
  );
  assert.deepEqual(ports, [[8448], [8443]]);
  const [first, second] = rounds ?? [];
  assert.ok(first?.at === 0 && second && second.at > 0);
  const late = events.filter(({ at }) => at >= second.at).flatMap((e) => (e.kind === 'http' ? [e.port] : []));
  assert.deepEqual(late, [443, 8443]);
});

test('the world changes between the rounds', async () => {
  const { status, rounds } = await run('names/changed-certificate#untrusted', referenceResolver());
  assert.equal(status, 'pass');
  assert.deepEqual(
    rounds?.map(({ questions: [only] }) => only?.claim?.kind),
    ['resolved', 'failed'],
  );
});

test('after a round that did not go well no other follows', async () => {
  const asked: string[] = [];
  const answer: Answer = { kind: 'failed', message: 'no idea' };
  const { status, rounds, reasons } = await run('names/one-address#in-turn', async ({ server }) => {
    asked.push(server);
    return answer;
  });
  assert.deepEqual([status, rounds?.length, asked.length], ['fail', 1, 1]);
  assert.match(
    reasons[0]?.text ?? '',
    /^question 1: said that it failed: no federation request came to shared:8448$/,
  );
});

test('one name of two that goes wrong is named', async () => {
  const reference = referenceResolver();
  const { status, reasons } = await run('names/one-address#at-once', async (question, signal) =>
    question.server.startsWith('b.') ? { kind: 'failed', message: 'no' } : reference(question, signal),
  );
  assert.equal(status, 'fail');
  assert.deepEqual(
    reasons.map(({ server, text }) => [server?.split('.')[0], /: said that it failed/.test(text)]),
    [['b', true]],
  );
});

const NO_MEMORY = 'well-known/kept#without-headers';

test('whoever keeps no file fails by a SHOULD, unless it was started anew between the two questions', async () => {
  const forgetful: Ask = (question, signal) => referenceResolver()(question, signal);
  const { status, level, rounds } = await run(NO_MEMORY, forgetful);
  assert.deepEqual([status, level, rounds?.length], ['fail', 'SHOULD', 2]);

  const adapter = functionAdapter(about, forgetful);
  const c = caseOf(NO_MEMORY);
  const renewed: typeof adapter = {
    ...adapter,
    async ask(question, signal) {
      const answer = await adapter.ask(question, signal);
      await adapter.reset();
      return answer;
    },
  };
  const { status: again, reasons } = await runCase(world, renewed, c, consultRounds(c), budget);
  assert.deepEqual([again, reasons], ['skip', [{ text: 'a new process cannot have kept it' }]]);
});

test('whoever went wrong before anything could be lost is not excused by a loss', async () => {
  const adapter = functionAdapter(about, async () => ({ kind: 'failed', message: 'no idea' }));
  const renewed: typeof adapter = {
    ...adapter,
    async ask(question, signal) {
      await adapter.reset();
      return adapter.ask(question, signal);
    },
  };
  const c = caseOf(NO_MEMORY);
  const { status } = await runCase(world, renewed, c, consultRounds(c), budget);
  assert.equal(status, 'fail');
});
