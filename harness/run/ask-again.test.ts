import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Case, Machine } from '../model/index.ts';
import type { Asker, Restart } from './asker.ts';
import { type CaseResult, skippedResult } from './case-result.ts';
import type { Stage } from './plan.ts';
import { type RunnerOptions, runPlan } from './runner.ts';
import { caseWith, twinWith } from './testing/cases.ts';
import { fakeAsker, quiet } from './testing/fake-asker.ts';

const [A, B, C, D] = [caseWith('a'), caseWith('b'), caseWith('c'), caseWith('d')];
const TWIN = twinWith('a~twin', 'a');
const OTHER_TWIN = twinWith('b~twin', 'b');

const ANY: CaseResult = { ...skippedResult(A, { kind: 'running' }), reasons: [], status: 'pass' };

/** As if it were bound again: of the names of a case nothing is said here. */
const again = (c: Case): Case => ({ ...c, again: true });

const OPTIONS: RunnerOptions = {
  world: { missing: async () => undefined },
  version: 'v1.19',
  consult: () => [],
  again,
};

const stage = (width: number, ...batches: readonly (readonly Case[])[]): Stage => ({
  lanes: [batches.map((cases) => ({ cases, width }))],
});

/** Ids by how often they are late: 1, the first time; 2, each time. */
type Lateness = Readonly<Record<string, number>>;

/** Writes down what it is asked (`a again`) and what came of it. */
function lateAsker(
  log: string[],
  lateness: Lateness,
  more: Pick<Partial<Asker>, 'restart'> & { readonly name?: string; readonly stands?: true } = {},
): Asker {
  const asked = new Map<string, number>();
  const asker = fakeAsker(log, {
    ...more,
    ask: async (c) => {
      const time = (asked.get(c.id) ?? 0) + 1;
      asked.set(c.id, time);
      log.push(`ask ${c.id}${c.again ? ' again' : ''}`);
      if (time > (lateness[c.id] ?? 0)) return ANY;
      return {
        ...ANY,
        status: 'fail',
        late: 'the event loop was late',
        ...(more.stands && { stands: true }),
      };
    },
  });
  return {
    ...asker,
    judged: (c, { status, again: isAgain, reasons }) =>
      log.push(
        [status, c.id, isAgain && 'at last', ...reasons.map(({ text }) => text)].filter(Boolean).join(' '),
      ),
    late: (c) => log.push(`late ${c.id}`),
  };
}

function restarting(log: string[], why?: string): { readonly restart: Restart } {
  const stop = async () => void log.push('stop');
  const start = async () => {
    log.push('start');
    return why;
  };
  return { restart: { stop, start } };
}

test('what was late is no verdict: it is asked once more, alone, after all others', async () => {
  const log: string[] = [];
  await runPlan([stage(2, [A, B]), stage(2, [C])], [lateAsker(log, { a: 1 })], OPTIONS);
  assert.deepEqual(log, [
    ...['ask a', 'ask b', 'late a', 'slowed', 'pass b'],
    ...['ask c', 'pass c'],
    ...['ask a again', 'pass a at last'],
  ]);
});

test('late twice: an error that says what was late and what helps', async () => {
  const log: string[] = [];
  await runPlan([stage(1, [A])], [lateAsker(log, { a: 2 })], OPTIONS);
  const why =
    'harness overloaded: the event loop was late; run again with a lower --parallel, or while the machine has less to do';
  assert.deepEqual(log.slice(3), ['ask a again', `error a at last ${why}`]);
});

test('late twice, and a failure stands by what the implementation did: that is its verdict', async () => {
  const log: string[] = [];
  await runPlan([stage(1, [A], [TWIN])], [lateAsker(log, { a: 2 }, { stands: true })], OPTIONS);
  assert.deepEqual(log.slice(3, 6), ['ask a again', 'fail a at last', 'ask a~twin']);
});

test('a twin waits for the second verdict of its parent, and is asked once more after it where it is late itself', async () => {
  const log: string[] = [];
  await runPlan([stage(1, [A, B], [TWIN, OTHER_TWIN])], [lateAsker(log, { a: 1, 'a~twin': 1 })], OPTIONS);
  assert.deepEqual(log, [
    ...['ask a', 'late a', 'slowed', 'ask b', 'pass b', 'ask b~twin', 'pass b~twin'],
    ...['ask a again', 'pass a at last'],
    ...['ask a~twin', 'late a~twin', 'ask a~twin again', 'pass a~twin at last'],
  ]);
});

test('the twins of a parent that is an error in the end are not asked', async () => {
  const log: string[] = [];
  await runPlan([stage(1, [A], [TWIN])], [lateAsker(log, { a: 2 })], OPTIONS);
  assert.equal(log.at(-1), 'skip a~twin: its parent case ended in an error');
  assert.ok(!log.includes('ask a~twin'));
});

test('a case that cannot be there twice is asked by a new process, as it was', async () => {
  const log: string[] = [];
  const some: RunnerOptions = { ...OPTIONS, again: (c) => (c.id === 'a' ? undefined : again(c)) };
  const asker = lateAsker(log, { a: 1, b: 1 }, restarting(log));
  await runPlan([stage(1, [A, B])], [asker], some);
  assert.deepEqual(log.slice(5), [
    ...['stop', 'start', 'ask a', 'pass a at last'],
    ...['ask b again', 'pass b at last'],
  ]);
});

test('a new process that cannot be started is a fault of ours in that case, and another one is tried for the next', async () => {
  const log: string[] = [];
  const asker = lateAsker(log, { a: 1, b: 1 }, restarting(log, 'it is gone'));
  await runPlan([stage(1, [A, B])], [asker], { ...OPTIONS, again: () => undefined });
  const why = 'could not be started anew: it is gone';
  assert.deepEqual(log.slice(5), ['stop', 'start', `error a: ${why}`, 'stop', 'start', `error b: ${why}`]);
});

test('nobody can be asked where it cannot be there twice and runs elsewhere: an error, and the twins are skipped', async () => {
  const log: string[] = [];
  await runPlan([stage(1, [A], [TWIN])], [lateAsker(log, { a: 1 })], { ...OPTIONS, again: () => undefined });
  const told = log.slice(3);
  assert.match(told[0] ?? '', /^error a harness overloaded: the event loop was late/);
  assert.match(told[1] ?? '', /^skip a~twin/);
  assert.equal(told.length, 2);
});

test('many askers: each asks its own again, one after the other', async () => {
  const log: string[] = [];
  const [one, two] = [lateAsker(log, { a: 1 }), lateAsker(log, { a: 1, b: 1 })];
  await runPlan([stage(2, [A, B])], [one, two], OPTIONS);
  const last = ['ask a again', 'pass a at last'];
  assert.deepEqual(log.slice(-6), [...last, ...last, 'ask b again', 'pass b at last']);
});

const OWN: Machine = { ndots: 3 };

/** Writes down when the machine is set up and when that is taken back. */
function preparing(log: string[]): RunnerOptions {
  const prepare = async (machine: Machine) => {
    log.push(`set ${machine.ndots}`);
    return { [Symbol.asyncDispose]: async () => void log.push('take back') };
  };
  return { ...OPTIONS, prepare };
}

test('a case that sets up the machine is asked again on a machine that is set up like that', async () => {
  const log: string[] = [];
  const ours = caseWith('m', { machine: OWN });
  const stages = [stage(1, [A]), { machine: OWN, ...stage(1, [ours]) }];
  await runPlan(stages, [lateAsker(log, { a: 1, m: 1 }, restarting(log))], preparing(log));
  assert.deepEqual(log, [
    ...['ask a', 'late a', 'slowed'],
    ...['stop', 'set 3', 'start', 'ask m', 'late m', 'stop', 'take back'],
    // Whoever ended with the machine is started for what needs none.
    ...['stop', 'start', 'ask a again', 'pass a at last'],
    ...['stop', 'set 3', 'start', 'ask m again', 'pass m at last', 'stop', 'take back'],
  ]);
});

test('from the first overload on half as many cases are under way at once, which is told once', async () => {
  const log: string[] = [];
  const asker = fakeAsker(log);
  const late: CaseResult = { ...ANY, late: 'the event loop was late' };
  const under = new Map<string, (result: CaseResult) => void>();
  const waiting: Asker = {
    ...asker,
    ask: (c) => {
      log.push(`ask ${c.id}`);
      return new Promise((resolve) => under.set(c.id, resolve));
    },
  };
  const end = async (id: string, result: CaseResult) => {
    under.get(id)?.(result);
    await quiet();
  };
  const all = [A, B, C, D, caseWith('e'), caseWith('f'), caseWith('g')];
  const done = runPlan([stage(4, all)], [waiting], OPTIONS);
  await quiet();
  assert.deepEqual(log.splice(0), ['ask a', 'ask b', 'ask c', 'ask d']);
  await end('a', late);
  assert.deepEqual(log.splice(0), ['late a: the event loop was late', 'slowed', 'ask e']);
  await end('c', ANY);
  await end('d', ANY);
  assert.deepEqual(log.splice(0), ['pass c', 'pass d'], 'two places are no more');
  await end('b', late);
  assert.deepEqual(log.splice(0), ['late b: the event loop was late', 'ask f']);
  for (const id of ['e', 'f', 'g', 'a', 'b']) await end(id, ANY);
  await done;
  assert.deepEqual(log.slice(-4), ['ask a', 'pass a', 'ask b', 'pass b']);
});
