import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type About, functionAdapter } from '../adapters/index.ts';
import type { Event } from '../evidence/index.ts';
import type { Case } from '../model/index.ts';
import { consultRounds } from '../oracle/index.ts';
import { referenceResolver } from '../reference/index.ts';
import { loadCases } from '../scenario/index.ts';
import { type OpenCase, openWorld, requireOwnNamespace, type World } from '../world/index.ts';
import { runCase } from './run-case.ts';
import {
  floodWithConnections,
  floodWithQuestions,
  floodWithRequests,
  floodWithStreams,
} from './testing/floods.ts';

requireOwnNamespace();

const root = fileURLToPath(new URL('../../', import.meta.url));
const load = (...selectors: string[]) => loadCases({ root, selectors }).cases;
const about: About = { name: 'test', version: '1', can: ['claim', 'connect'], parallel: 64 };
/** Longer than any flood takes, however slow the machine is: what is tested is the work, not the time. */
const budget = { ms: 120_000, patient: false };
const VERSION = '/_matrix/federation/v1/version';
const FILE = '/.well-known/matrix/server';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world[Symbol.asyncDispose]());

const flooded = load('fallback/http2#preferred').find(({ id }) => id === 'fallback/http2#preferred');
assert.ok(flooded);
const host = flooded.hosts[0]?.ipv4 ?? '';
const name = flooded.server;
const on = (port: number) => ({ host, port, name });
const asking =
  (path: string, as = name) =>
  () => ({ path, host: as });

/**
 * Runs the case with somebody who does that, and then what is right; `looks`: how often all events were asked for. Where the
 * answer comes first, each event could decide the case.
 */
async function run(c: Case, flood: () => Promise<void>, { answersFirst = false } = {}) {
  const reference = referenceResolver();
  let looks = 0;
  let untold: OpenCase['untold'] | undefined;
  const counting: Pick<World, 'open'> = {
    async open(...of) {
      const open = await world.open(...of);
      const { events } = open;
      Object.defineProperty(open, 'events', { get: () => [events, looks++][0] as readonly Event[] });
      Object.defineProperty(open, 'untold', {
        get: () => (untold = Reflect.get(Object.getPrototypeOf(open), 'untold', open)),
      });
      return open;
    },
  };
  const adapter = functionAdapter(about, async (question, signal) => {
    const answer = flood().then(() => reference(question, signal));
    if (!answersFirst) return answer;
    answer.catch(() => {});
    return { kind: 'resolved', targets: [] };
  });
  const result = await runCase(counting, adapter, c, consultRounds(c), budget);
  return { ...result, looks, untold, texts: result.reasons.map(({ text }) => text) };
}

/** What decides the case by itself cannot come behind an answer: the case would be over. */
const FLOODS: readonly (readonly [
  what: string,
  flood: () => Promise<void>,
  says: string,
  answersFirst?: false,
])[] = [
  [
    '100,000 times the same question',
    () => floodWithQuestions(100_000, () => name),
    'asked more DNS questions than are recorded',
  ],
  [
    '50,000 questions for different names',
    () => floodWithQuestions(50_000, (index) => `n${index}.${name}`),
    'asked more DNS questions than are recorded',
  ],
  [
    '11,000 connections',
    () => floodWithConnections(11_000, host, 8448),
    'made more connections than are recorded',
  ],
  [
    '11,000 requests that are right',
    () => floodWithRequests(11_000, on(8448), asking(VERSION)),
    'sent more requests than are recorded',
    false,
  ],
  [
    '11,000 well-known files that are not there',
    () => floodWithRequests(11_000, on(443), asking(FILE)),
    'sent more requests than are recorded',
  ],
  [
    '11,000 streams of HTTP/2',
    () => floodWithStreams(11_000, on(8448), name),
    'sent more requests than are recorded',
    false,
  ],
];

for (const [what, flood, says, answersFirst = true] of FLOODS) {
  test(`${what}, and then what is right: a pass that tells of them`, async () => {
    const { status, texts, looks, events } = await run(flooded, flood, { answersFirst });
    assert.deepEqual([status, texts], ['pass', [says]]);
    assert.ok(looks < 1_000, `${looks} looks`);
    assert.ok(events.length < 25_000, `${events.length} events`);
  });
}

test('a wrong request behind 15,000 that are right is seen and judged', async () => {
  const { status, texts } = await run(flooded, async () => {
    await floodWithRequests(15_000, on(8448), asking(VERSION));
    await floodWithRequests(1, on(8448), asking(VERSION, 'wrong.test'));
  });
  assert.equal(status, 'fail');
  assert.match(texts.join(), /Host was wrong\.test instead of/);
});

test('so many different requests that no more can be told are answered no longer', async () => {
  const { status, texts, events } = await run(flooded, () =>
    floodWithRequests(21_000, on(443), (index) => ({ path: `${FILE}?${index}`, host: name })).catch(() => {}),
  );
  assert.notEqual(status, 'pass');
  assert.match(texts.join(), /was not served any more/);
  assert.ok(texts.includes('made more connections than are recorded'), texts.join());
  assert.ok(events.length < 25_000, `${events.length} events`);
});

test('one flood of 100,000 questions changes no verdict of forty others that are under way', async () => {
  const others = load('fallback/*', 'srv/*', 'delegation/*')
    .filter(({ id, needs }) => id !== flooded.id && needs.length === 0)
    .slice(0, 40);
  assert.equal(others.length, 40);
  const alone = await Promise.all(others.map((c) => run(c, async () => {})));
  const [flood, ...beside] = await Promise.all([
    run(flooded, () => floodWithQuestions(100_000, () => name), { answersFirst: true }),
    ...others.map((c) => run(c, async () => {})),
  ]);
  assert.equal(flood.status, 'pass');
  const told = (results: typeof alone) =>
    results.map(({ status, texts }, index) => [others[index]?.id, status, texts]);
  assert.deepEqual(told(beside), told(alone));
});
