import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type About, functionAdapter } from '../adapters/index.ts';
import type { Event } from '../evidence/index.ts';
import { consultRounds } from '../oracle/index.ts';
import { loadCases } from '../scenario/index.ts';
import type { OpenCase } from '../world/index.ts';
import type { OpenRound } from './open-round.ts';
import { lastNewDoing, roundBudget } from './round-budget.ts';

const [c] = loadCases({
  root: new URL('../..', import.meta.url).pathname,
  selectors: ['fallback/plain'],
}).cases;
assert.ok(c);
const [asked = []] = consultRounds(c);
const ABOUT: About = { name: 'test', version: '1', can: ['claim', 'connect'], parallel: 1 };

const QUIET = { loops: 0, deliveries: 0, answers: 0, machine: 0 };
const LATE = { loops: 60_000, deliveries: 60_000, answers: 60_000, machine: 60_000 };

const question = (name: string, at: number, type = 'A'): Event => ({
  kind: 'dns',
  n: 1,
  at,
  name,
  type,
  transport: 'udp',
  resolver: '20.0.0.53',
  answer: 'NOERROR',
  truncated: false,
  records: [],
});

interface Sketch {
  readonly lateness: typeof QUIET;
  /** What has been seen by the time that the budget runs out for the first time, the second time, and so on. */
  readonly seen: readonly (readonly Event[])[];
}

/** When the budget runs out for the first time, on the clock of the events; as much later for the second time. */
const NOW = 10_000;
const MS = 20;

/** How often there was more time. */
async function extensionsOf({ lateness, seen }: Sketch): Promise<number> {
  let looks = 0;
  let granted = 0;
  const open: Partial<OpenCase> = {
    get events() {
      return seen.slice(0, looks + 1).flat();
    },
    elapsed: () => NOW * (looks + 1),
    // Looked at only where the implementation goes on.
    lateness() {
      looks++;
      if (lateness === LATE) granted++;
      return lateness;
    },
  };
  await using adapter = functionAdapter(ABOUT, () => new Promise(() => {}));
  // What else a world can do is not asked of it here.
  const round = { open: open as OpenCase, adapter, budget: { ms: MS, patient: false }, asked, at: 0 };
  const whole: OpenRound = { ...round, settling: () => {}, earlier: [] };
  await new Promise<void>((resolve) => roundBudget(whole, [null], resolve));
  return granted;
}

/** Just before the budget runs out: for the first time, 0. */
const before = (time: number) => NOW * (time + 1) - 1;
const names = (count: number) =>
  Array.from({ length: count }, (_, index) => [question(`${index}.test`, before(index))]);

const TABLE: readonly (readonly [what: string, sketch: Sketch, extensions: number])[] = [
  ['we were in time, and it goes on', { lateness: QUIET, seen: names(9) }, 0],
  ['we were late, and it does nothing', { lateness: LATE, seen: [] }, 0],
  [
    'we were late, and it did something at the beginning',
    { lateness: LATE, seen: [[question('0.test', NOW - MS)]] },
    0,
  ],
  ['we were late, and it went on once more', { lateness: LATE, seen: [...names(2)] }, 2],
  [
    'we were late, and it asks the same again and again',
    {
      lateness: LATE,
      seen: [
        [question('0.test', 1), question('0.test', before(0))],
        ...Array(8).fill([question('0.test', before(0))]),
      ],
    },
    0,
  ],
  ['we were late, and it goes on for ever', { lateness: LATE, seen: names(9) }, 4],
];

for (const [what, sketch, extensions] of TABLE) {
  test(`${what}: ${extensions === 1 ? '1 extension' : `${extensions} extensions`}`, async () => {
    assert.equal(await extensionsOf(sketch), extensions);
  });
}

test('what is called off never ends', async () => {
  let ended = false;
  const open: Partial<OpenCase> = { events: [], elapsed: () => NOW, lateness: () => QUIET };
  await using adapter = functionAdapter(ABOUT, () => new Promise(() => {}));
  const round = { open: open as OpenCase, adapter, budget: { ms: MS, patient: false }, asked, at: 0 };
  const stop = roundBudget({ ...round, settling: () => {}, earlier: [] }, [null], () => {
    ended = true;
  });
  stop();
  await new Promise<void>((resolve) =>
    roundBudget({ ...round, settling: () => {}, earlier: [] }, [null], resolve),
  );
  assert.equal(ended, false);
});

test('a new question, a new place and a new path are new doings; an answer, another type of connection and the same again are none', () => {
  const here = { n: 1, connection: 1, host: 'origin', port: 8448 };
  const get = (path: string, at: number): Event => ({
    kind: 'http',
    ...here,
    at,
    method: 'GET',
    path,
    hostHeader: 'a.test',
    sni: 'a.test',
    authorization: null,
    userAgent: null,
    version: '1.1',
    status: 200,
  });
  const doings: readonly (readonly [event: Event, isNew: boolean])[] = [
    [question('a.test', 1), true],
    [question('A.test', 2), false],
    [question('a.test', 3, 'AAAA'), true],
    [{ kind: 'tcp', ...here, at: 4, address: '20.1.0.1' }, true],
    [{ kind: 'tcp', ...here, at: 5, address: '2a00:db8::1' }, false],
    [{ kind: 'tls', ...here, at: 6, sni: 'a.test', alpn: [], hello: '' }, false],
    [get('/one', 7), true],
    [get('/one', 8), false],
    [get('/two', 9), true],
    [{ kind: 'close', ...here, at: 10, how: 'end' }, false],
  ];
  const events: Event[] = [];
  let last: number | undefined;
  for (const [event, isNew] of doings) {
    events.push(event);
    if (isNew) last = event.at;
    assert.equal(lastNewDoing(events), last, `${event.kind} at ${event.at}`);
  }
});
