import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { type About, functionAdapter } from '../adapters/index.ts';
import type { Answer, Event, Happened, Lateness } from '../evidence/index.ts';
import type { Case } from '../model/index.ts';
import { consultRounds } from '../oracle/index.ts';
import type { OpenCase } from '../world/index.ts';
import { caseWith } from './testing/cases.ts';
import { watchRound } from './watch-round.ts';

const ABOUT: About = { name: 'test', version: '1', can: ['claim', 'connect'], parallel: 1 };
const reached: Answer = { kind: 'resolved', targets: [] };
const name = 'sn.family.test';
const expect = {
  ...caseWith('x').expect,
  refuse: false,
  connect: [{ to: ['origin:8448'], host: name, cert: name }],
} as const;
const wanting = caseWith('wanting', { expect });

/** An open case whose events are pushed by the test, and how often somebody looked at all of them. */
class FakeOpenCase {
  readonly #events: Event[] = [];
  #listener: (event: Event) => void = () => {};
  looks = 0;

  get events(): readonly Event[] {
    this.looks++;
    return this.#events;
  }

  onEvent(listener: (event: Event) => void): void {
    this.#listener = listener;
  }

  onFailure(): void {}

  elapsed(): number {
    return this.#events.length;
  }

  lateness(): Lateness {
    return { loops: 0, deliveries: 0, answers: 0, machine: 0 };
  }

  push(happened: Happened): void {
    const event = { ...happened, n: this.#events.length + 1, at: this.#events.length } as Event;
    this.#events.push(event);
    this.#listener(event);
  }
}

const question = (type = 'A'): Happened => ({
  kind: 'dns',
  name,
  type,
  transport: 'udp',
  resolver: '20.0.0.53',
  answer: 'NXDOMAIN',
  truncated: false,
  records: [],
});
const place = { connection: 1, host: 'origin', port: 8448 };
const accepted: Happened = { kind: 'tcp', ...place, address: '20.1.0.1' };
const request = (hostHeader: string): Happened => ({
  kind: 'http',
  ...place,
  method: 'GET',
  path: '/',
  hostHeader,
  sni: name,
  authorization: null,
  userAgent: null,
  version: '1.1',
  status: 200,
});

/** `before`: what has come already. */
function watching(
  c: Case,
  ms: number,
  answer: Answer | Promise<Answer> = reached,
  before: readonly Happened[] = [],
) {
  const open = new FakeOpenCase();
  for (const happened of before) open.push(happened);
  const [asked = []] = consultRounds(c);
  const ending = watchRound({
    open: open as Partial<OpenCase> as OpenCase,
    adapter: functionAdapter(ABOUT, async () => answer),
    budget: { ms, patient: false },
    asked,
    settling: () => {},
    at: 0,
    earlier: [],
  });
  return { open, ending };
}

/** In as many turns of the loop as there are tens of them, as a busy thread tells them. */
async function flood(open: FakeOpenCase, count: number, happened: Happened): Promise<void> {
  for (let index = 0; index < count; index++) {
    open.push(happened);
    if (index % 10 === 0) await turn();
  }
}

test('a flood of questions is not looked at, and a request behind it decides', async () => {
  const { open, ending } = watching(wanting, 60_000);
  await turn();
  await flood(open, 20_000, question());
  const before = open.looks;
  assert.ok(before < 20, `${before} looks`);
  open.push(request('wrong.test'));
  assert.equal((await ending).ended, 'settled');
});

test('a flood of connections is looked at now and then, and a request behind it decides', async () => {
  const { open, ending } = watching(wanting, 60_000);
  await flood(open, 20_000, accepted);
  assert.ok(open.looks < 200, `${open.looks} looks at 20,000 events`);
  open.push(request('wrong.test'));
  assert.equal((await ending).ended, 'settled');
});

test('nobody looks before there is an answer', async () => {
  let say = (_: Answer) => {};
  const { open, ending } = watching(wanting, 60_000, new Promise((resolve) => (say = resolve)));
  await flood(open, 1_000, request('wrong.test'));
  assert.equal(open.looks, 0);
  say(reached);
  assert.equal((await ending).ended, 'settled');
});

test('a question that the author waits for is looked at', async () => {
  const saw = [{ kind: 'dns', type: 'SRV', name: '*', text: 'dns SRV *' }] as const;
  const { open, ending } = watching(caseWith('saw', { expect: { ...expect, saw } }), 60_000);
  open.push(request(name));
  await turn();
  await flood(open, 100, question());
  open.push(question('SRV'));
  assert.equal((await ending).ended, 'settled');
});

test('what came just before the end of the budget is looked at', async () => {
  // So many that the next look is due half a second later, long after the budget.
  const flood = Array.from({ length: 20_000 }, () => question());
  const { open, ending } = watching(wanting, 150, reached, flood);
  await turn();
  open.push(request('wrong.test'));
  assert.equal((await ending).ended, 'settled');
});
