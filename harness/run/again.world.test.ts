import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { functionAdapter } from '../adapters/index.ts';
import type { LateVerdict, Verdict } from '../judge/index.ts';
import type { Case } from '../model/index.ts';
import { DEFAULT_SPEC_VERSION, twinAgain, twinsOf } from '../oracle/index.ts';
import { type Ask, referenceResolver } from '../reference/index.ts';
import { loadCases } from '../scenario/index.ts';
import { pkiFolder, requireOwnNamespace } from '../world/index.ts';
import { aboutBuiltIn } from './built-in.ts';
import { LastingWorld } from './lasting-world.ts';
import { runSubject, type SubjectRun } from './run.ts';

// Before anything else: outside of a sandbox these addresses are other people's.
requireOwnNamespace();

const root = new URL('../..', import.meta.url).pathname;
const loaded = loadCases({ root, selectors: ['control/*', 'fallback/plain', 'dns/foreign-target'] });
const caseOf = (id: string): Case => {
  const found = loaded.cases.find((c) => c.id === id);
  assert.ok(found, id);
  return found;
};
const twins = twinsOf(caseOf('fallback/plain'), loaded);
const parent = caseOf('fallback/plain');
const again = (c: Case) => (c.twin ? twinAgain(c, parent, loaded.bindAgain) : loaded.bindAgain(c));

/** Longer than any lag that a verdict by absence bears. */
const LAG_MS = 4_000;

/** Nobody computes: this thread stands still, as one does that gets no processor. */
function standStill(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LAG_MS);
}

interface Told {
  readonly done: SubjectRun;
  /** What was heard, in order: `late ID`, `STATUS ID`. */
  readonly heard: readonly string[];
  readonly asked: readonly string[];
  /** How often somebody was started. */
  readonly starts: number;
}

/** Runs the reference, which hears of some names only after this thread has stood still, and then says that it failed. */
async function run(
  cases: readonly Case[],
  slow: (server: string) => boolean,
  more: { attached?: true; again?: typeof again } = {},
): Promise<Told> {
  const rightly = referenceResolver();
  const heard: string[] = [];
  const asked: string[] = [];
  let starts = 0;
  const ask: Ask = async (question, signal) => {
    asked.push(question.server);
    if (!slow(question.server)) return rightly(question, signal);
    standStill();
    return { kind: 'failed', message: 'no answer' };
  };
  const start = async () => {
    starts++;
    return functionAdapter({ ...aboutBuiltIn('slow'), parallel: 1 }, ask);
  };
  const done = await runSubject(
    { name: 'slow', start, ...(more.attached && { attached: true as const }) },
    {
      cases,
      controls: { reachable: caseOf('control/fallback'), untrusted: caseOf('control/untrusted') },
      version: DEFAULT_SPEC_VERSION,
      expects: () => true,
      ...(more.again && { again: more.again }),
      world: () => LastingWorld.open(),
    },
    {
      introduced: () => {},
      found: () => {},
      verdict: ({ id, status }) => heard.push(`${status} ${id}`),
      late: ({ id }) => heard.push(`late ${id}`),
      slowed: () => heard.push('slowed'),
    },
  );
  return { done, heard, asked, starts };
}

/** What of a verdict has to be the same whenever a case is asked. */
const essence = (verdict: Verdict | LateVerdict | undefined) => {
  assert.ok(verdict);
  const { id, status, level, clauses, reasons, divergence } = verdict;
  return { id, status, level, clauses, reasons, divergence };
};

test('what was late is asked once more under other names, its twins after it, and its verdict is as if nothing had been late', async () => {
  const cases = [parent, ...twins];
  const quiet = await run(cases, () => false);
  const { done, heard, asked, starts } = await run(cases, (server) => server === parent.server, { again });
  assert.deepEqual(quiet.done.late, []);
  assert.deepEqual(
    done.late.map(({ id, status, events }) => [id, status, events.length]),
    [['fallback/plain', 'fail', 0]],
  );
  assert.deepEqual(done.verdicts.map(essence), quiet.done.verdicts.map(essence));
  const ids = twins.map(({ id }) => `pass ${id}`);
  assert.deepEqual(heard, ['late fallback/plain', 'slowed', 'pass fallback/plain', ...ids]);
  assert.deepEqual(
    done.verdicts.map((verdict) => verdict.again),
    done.verdicts.map(({ id }) => (id === 'fallback/plain' ? true : undefined)),
  );
  assert.equal(asked.filter((server) => server === 'plain--again.fallback.test').length, 1);
  assert.equal(starts, 1);
  const kept = await readFile(path.join(pkiFolder(), 'leaves'), 'utf8');
  assert.ok(kept.includes('plain.fallback.test') && !kept.includes('--again'));
});

test('late twice: an error, and one verdict', async () => {
  const isSlow = (server: string) => server.startsWith('plain');
  const { done, heard } = await run([parent], isSlow, { again });
  assert.deepEqual(heard, ['late fallback/plain', 'slowed', 'error fallback/plain']);
  assert.match(done.verdicts[0]?.reasons[0]?.text ?? '', /^harness overloaded: .*--parallel/);
  assert.equal(done.verdicts[0]?.divergence, undefined);
});

test('a case that leads to a name of others is asked of a new process', async () => {
  const c = caseOf('dns/foreign-target');
  let times = 0;
  const { heard, asked, starts } = await run([c], (server) => server === c.server && times++ === 0, {
    again,
  });
  assert.deepEqual(heard, [`late ${c.id}`, 'slowed', `pass ${c.id}`]);
  assert.equal(asked.filter((server) => server === c.server).length, 2);
  assert.equal(starts, 2);
});

test('what was started elsewhere can only be asked under other names', async () => {
  const isSlow = (server: string) => server === parent.server;
  const bound = await run([parent], isSlow, { again, attached: true });
  assert.deepEqual(bound.heard.at(-1), 'pass fallback/plain');
  const unbound = await run([parent], isSlow, { attached: true });
  assert.deepEqual(unbound.heard, ['late fallback/plain', 'slowed', 'error fallback/plain']);
  assert.deepEqual(unbound.done.late.length, 1);
  assert.equal(unbound.asked.filter((server) => server === parent.server).length, 1);
});

test('a control that was late is asked once more at once, and says nothing about the implementation', async () => {
  const control = caseOf('control/fallback');
  const isSlow = (server: string) => server === control.server;
  const { heard, done } = await run([control, parent], isSlow, { again });
  assert.deepEqual(heard, ['late control/fallback', 'pass control/fallback', 'pass fallback/plain']);
  assert.equal(done.ended, undefined);
  const never = await run([control, parent], (server) => server.startsWith('fallback'), { again });
  assert.match(never.done.ended ?? '', /^control\/fallback: harness overloaded: .*--parallel/);
  assert.deepEqual(never.done.verdicts, []);
});
