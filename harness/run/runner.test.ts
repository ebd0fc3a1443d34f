import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Case } from '../model/index.ts';
import type { Restart } from './asker.ts';
import type { Stage } from './plan.ts';
import { type RunnerOptions, runPlan } from './runner.ts';
import { caseWith, twinWith } from './testing/cases.ts';
import { fakeAsker, passing, quiet } from './testing/fake-asker.ts';

const [A, B, C, D] = [caseWith('a'), caseWith('b'), caseWith('c'), caseWith('d')];
const TWIN = twinWith('a~twin', 'a');
const OPTIONS: RunnerOptions = {
  world: { missing: async () => undefined },
  version: 'v1.19',
  consult: () => [],
};

/** Batches of two places each. */
const lane = (...batches: readonly (readonly Case[])[]) => batches.map((cases) => ({ cases, width: 2 }));
const inOrder = (...batches: readonly (readonly Case[])[]): Stage => ({ lanes: [lane(...batches)] });
/** RunnerOptions this machine changes nothing on it. */
const OWN = { loopback: true } as const;

/** What was written down since the last look. */
const taken = (log: string[]) => log.splice(0);

test('batches go one after another, and no more cases are under way than a batch has places', async () => {
  const log: string[] = [];
  const asker = fakeAsker(log);
  const done = runPlan([inOrder([A, B, C], [D])], [asker], OPTIONS);
  await quiet();
  assert.deepEqual(taken(log), ['ask a', 'ask b']);
  await asker.end('b');
  assert.deepEqual(taken(log), ['pass b', 'ask c']);
  await asker.end('a');
  assert.deepEqual(taken(log), ['pass a']);
  await asker.end('c');
  assert.deepEqual(taken(log), ['pass c', 'ask d']);
  await asker.end('d');
  await done;
  assert.deepEqual(taken(log), ['pass d']);
});

test('once it is stopped nothing else is asked, in no batch, stage or second asking', async () => {
  const log: string[] = [];
  const asker = fakeAsker(log);
  const stop = new AbortController();
  const stages = [inOrder([A, B, C], [D]), inOrder([D])];
  const done = runPlan(stages, [asker], { ...OPTIONS, stop: stop.signal });
  await quiet();
  assert.deepEqual(taken(log), ['ask a', 'ask b']);
  stop.abort();
  await asker.end('a');
  await asker.end('b');
  await done;
  assert.deepEqual(taken(log), ['pass a', 'pass b']);
});

test('lanes go side by side, and the next stage waits for all of them', async () => {
  const log: string[] = [];
  const asker = fakeAsker(log);
  const stages = [{ lanes: [lane([A]), lane([B], [C])] }, inOrder([D])];
  const done = runPlan(stages, [asker], OPTIONS);
  await quiet();
  assert.deepEqual(taken(log), ['ask a', 'ask b']);
  await asker.end('b');
  await asker.end('c');
  assert.deepEqual(taken(log), ['pass b', 'ask c', 'pass c']);
  await asker.end('a');
  assert.deepEqual(taken(log), ['pass a', 'ask d']);
  await asker.end('d');
  await done;
});

test('a case that only the wire is watched of makes room for another, and its batch still waits for it', async () => {
  const log: string[] = [];
  const asker = fakeAsker(log);
  const done = runPlan([inOrder([A, B, C], [D])], [asker], OPTIONS);
  await quiet();
  await asker.free('a');
  assert.deepEqual(taken(log), ['ask a', 'ask b', 'ask c']);
  await asker.end('b');
  await asker.end('c');
  assert.deepEqual(taken(log), ['pass b', 'pass c']);
  await asker.end('a');
  assert.deepEqual(taken(log), ['pass a', 'ask d']);
  await asker.end('d');
  await done;
});

test('many askers: a case is asked by one of them at a time, even once its place is free', async () => {
  const log: string[] = [];
  const [one, two] = [fakeAsker(log, { name: 'one' }), fakeAsker(log, { name: 'two' })];
  const stage: Stage = { lanes: [[{ cases: [A, B], width: 4 }]] };
  const done = runPlan([stage], [one, two], OPTIONS);
  await quiet();
  assert.deepEqual(taken(log), ['one ask a', 'one ask b']);
  await one.free('a');
  assert.deepEqual(taken(log), []);
  await one.end('a');
  assert.deepEqual(taken(log), ['one pass a', 'two ask a']);
  await one.fail('b', 'broken');
  assert.deepEqual(taken(log), ['one error b: broken', 'two ask b']);
  await two.end('a');
  await two.end('b');
  await done;
});

test('an asker is asked for its own cases only, in their order, one asker after the other', async () => {
  const log: string[] = [];
  const two = fakeAsker(log, { name: 'two', asks: ({ id }) => id !== 'a', ...passing });
  const one = fakeAsker(log, { name: 'one', asks: ({ id }) => id !== 'b', ...passing });
  await runPlan([{ lanes: [[{ cases: [A, B, C], width: 1 }]] }], [two, one], OPTIONS);
  assert.deepEqual(log, ['two pass b', 'two pass c', 'one pass a', 'one pass c']);
});

test('a twin is asked where its parent is proved, and by each asker for itself', async () => {
  const log: string[] = [];
  const proving = fakeAsker(log, { name: 'proving', ...passing });
  const failing = fakeAsker(log, {
    name: 'failing',
    ask: async () => {
      throw new Error('broken');
    },
  });
  await runPlan([inOrder([A], [TWIN])], [proving, failing], OPTIONS);
  const why = 'its parent case failed first';
  assert.deepEqual(log.toSorted(), [
    'failing error a: broken',
    `failing skip a~twin: ${why}`,
    'proving pass a',
    'proving pass a~twin',
  ]);
});

test('what cannot be asked is skipped, and neither asked nor thought about', async () => {
  const log: string[] = [];
  const options: RunnerOptions = {
    world: { missing: async ({ needs }) => (needs.includes('syn') ? 'needs "syn": none here' : undefined) },
    version: 'v1.7',
    consult: () => assert.fail('the oracle is not asked'),
  };
  const cases = [
    caseWith('late', { since: 'v1.8' }),
    caseWith('syn', { needs: ['syn'] }),
    caseWith('signed', { needs: ['signed'] }),
  ];
  await runPlan([inOrder(cases)], [fakeAsker(log)], options);
  assert.deepEqual(log.toSorted(), [
    'skip late: not part of v1.7',
    'skip signed: needs "signed": it does not sign requests',
    'skip syn: needs "syn": none here',
  ]);
});

test('a fault of ours is told of the case that it hit, and the others go on', async () => {
  const log: string[] = [];
  const options: RunnerOptions = {
    ...OPTIONS,
    world: {
      missing: async ({ needs }) => {
        if (needs.includes('syn')) throw new Error('the watch died');
        return undefined;
      },
    },
    consult: ({ id }) => {
      if (id === 'b') throw new Error('the oracle is at a loss');
      return [];
    },
  };
  const asker = fakeAsker(log, {
    ask: async (c, rounds, free) => {
      if (c.id === 'c')
        throw Object.assign(new Error('Somebody listens there already.'), { code: 'port-taken' });
      return passing.ask(c, rounds, free);
    },
  });
  await runPlan([inOrder([caseWith('a', { needs: ['syn'] }), B, C, D])], [asker], options);
  assert.deepEqual(log.toSorted(), [
    'error a: the watch died',
    'error b: the oracle is at a loss',
    'error c: Somebody listens there already (port-taken)',
    'pass d',
  ]);
});

/** Writes down when somebody ends and begins. */
function restarting(log: string[], why?: string): { readonly restart: Restart } {
  return {
    restart: {
      stop: async () => void log.push('stop'),
      start: async () => {
        log.push('start');
        return why;
      },
    },
  };
}

/** Writes down when the machine is set up and when that is taken back. */
function preparing(log: string[]): RunnerOptions {
  const prepare = async () => {
    log.push('set');
    return { [Symbol.asyncDispose]: async () => void log.push('take back') };
  };
  return { ...OPTIONS, prepare };
}

test('whoever is asked ends before the machine is set up, begins anew on it, and ends before that is taken back', async () => {
  const log: string[] = [];
  const asker = fakeAsker(log, { ...passing, ...restarting(log) });
  const stages = [inOrder([A]), { machine: OWN, ...inOrder([B], [C]) }, { machine: OWN, ...inOrder([D]) }];
  await runPlan(stages, [asker], preparing(log));
  assert.deepEqual(log, [
    ...['pass a'],
    ...['stop', 'set', 'start', 'pass b', 'pass c', 'stop', 'take back'],
    ...['stop', 'set', 'start', 'pass d', 'stop', 'take back'],
  ]);
});

test('a machine that cannot be set up costs these cases, and no others', async () => {
  const log: string[] = [];
  const asker = fakeAsker(log, { ...passing, ...restarting(log), asks: ({ id }) => id !== 'b' });
  const prepare = async () => {
    throw new Error('mount failed');
  };
  const stages = [inOrder([A]), { machine: OWN, ...inOrder([B, C]) }];
  await runPlan(stages, [asker], { ...OPTIONS, prepare });
  assert.deepEqual(log, ['pass a', 'stop', 'error c: mount failed']);
});

test('whoever cannot be started anew has an error in each of these cases, and the next stage is tried', async () => {
  const log: string[] = [];
  const asker = fakeAsker(log, { ...passing, ...restarting(log, 'it is gone') });
  const stages = [
    { machine: OWN, ...inOrder([A, B]) },
    { machine: OWN, ...inOrder([C]) },
  ];
  await runPlan(stages, [asker], OPTIONS);
  const why = 'could not be started anew: it is gone';
  assert.deepEqual(log, [
    ...['stop', 'start', `error a: ${why}`, `error b: ${why}`, 'stop'],
    ...['stop', 'start', `error c: ${why}`, 'stop'],
  ]);
});

test('whoever is not ours to start skips these cases, and whoever asks none of them goes on', async () => {
  const log: string[] = [];
  const attached = fakeAsker(log, { name: 'attached', ...passing });
  const other = fakeAsker(log, { ...passing, ...restarting(log), asks: ({ id }) => id === 'a' });
  await runPlan([{ machine: OWN, ...inOrder([B]) }, inOrder([A])], [attached, other], OPTIONS);
  assert.deepEqual(log, [
    'attached skip b: needs a setting of the machine at its start, and runs already',
    'attached pass a',
    'pass a',
  ]);
});
