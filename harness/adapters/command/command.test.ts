import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Question } from '../../evidence/index.ts';
import type { Adapter } from '../adapter.ts';
import { findImplementation } from '../find-implementation.ts';
import type { CommandImplementation } from '../implementation.ts';
import { startImplementation } from '../start-implementation.ts';
import { ask, contract } from '../testing/contract.ts';
import { wordsFor } from './question-words.ts';

const PROGRAM = fileURLToPath(new URL('../zoo/one-shot.sh', import.meta.url));
const WORDS = ['{method}', '{path}', '{body}', '{seconds}', '{budget_ms}'];

async function started(t: TestContext, more: Partial<CommandImplementation> = {}): Promise<Adapter> {
  const folder = await mkdtemp(join(tmpdir(), 'signpost-command-'));
  const adapter = await startImplementation({
    kind: 'command',
    name: 'one-shot',
    title: 'A command',
    start: ['/bin/sh', PROGRAM, '{server}', ...WORDS],
    reached: [0],
    notAsked: [3],
    broken: [70, 126, 127],
    env: { ZOO_FOLDER: folder },
    needs: [],
    startSeconds: 1,
    ...more,
  });
  t.after(async () => {
    await adapter[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });
  return adapter;
}

describe('a one-shot command as an adapter', () => {
  for (const { title, check } of contract) it(title, async (t) => check(await started(t)));
});

describe('a one-shot command', () => {
  it('is told what is asked, in words', async (t) => {
    const adapter = await started(t);
    const question: Question = {
      server: 'words.test',
      budgetMs: 1500,
      request: { kind: 'http', method: 'PUT', path: '/a?b=c d', body: '{"e": "$(f)"}' },
    };
    const answer = await adapter.ask(question, new AbortController().signal);
    const message = 'PUT /a?b=c d {"e": "$(f)"} 2 1500 (it exited with code 7)';
    assert.deepEqual(answer, { kind: 'failed', message, stderr: 'PUT /a?b=c d {"e": "$(f)"} 2 1500\n' });
  });

  it('that is killed is no answer', async (t) => {
    const answer = await ask(await started(t), 'killed.test');
    assert.deepEqual(answer, { kind: 'error', code: 'adapter-exited', message: 'it was ended by SIGKILL' });
  });

  it('ends with everything that it started', async (t) => {
    const adapter = await started(t);
    assert.equal((await ask(adapter, 'parent.test')).kind, 'resolved');
    const child = Number(adapter.stderr());
    assert.ok(child > 1);
    while (await isAlive(child)) await new Promise(setImmediate);
  });

  it('is ended with the adapter, and says so', async (t) => {
    const adapter = await started(t);
    const waiting = ask(adapter, 'silent.test');
    await adapter[Symbol.asyncDispose]();
    for (const answer of [await waiting, await ask(adapter, 'a.test')]) {
      assert.ok(answer.kind === 'error' && answer.code === 'adapter-ended');
    }
  });

  it('may say as much as it likes', async (t) => {
    const adapter = await started(t);
    assert.equal((await ask(adapter, 'flood.test')).kind, 'resolved');
    assert.ok(adapter.stderr().length <= 64 * 1024 + 1);
  });

  it('cannot write to the terminal through us', async (t) => {
    const answer = await ask(await started(t), 'colourful.test');
    assert.deepEqual(answer, { kind: 'failed', message: 'red (it exited with code 7)', stderr: 'red \n' });
  });

  it('that cannot be started is broken', async (t) => {
    const adapter = await started(t, { start: [join(tmpdir(), 'signpost-no-such-program'), '{server}'] });
    const answer = await ask(adapter, 'a.test');
    assert.ok(answer.kind === 'error');
    assert.match(`${answer.code} ${answer.message}`, /^adapter-not-started cannot start .* \(ENOENT\)/);
  });

  it('is what a command line with {server} in it means', async () => {
    const found = await findImplementation("sh -c 'exit 5' {server}", tmpdir());
    assert.ok(found.kind === 'command');
    await using adapter = await startImplementation(found);
    assert.deepEqual(adapter.about.can, ['connect']);
    assert.equal(adapter.about.forgets, true);
    assert.deepEqual(await ask(adapter, 'a.test'), { kind: 'failed', message: 'it exited with code 5' });
  });
});

const plain = { kind: 'http', method: 'GET', path: '/_matrix/federation/v1/version' } as const;
const SKIPS: readonly [what: string, question: Omit<Question, 'budgetMs'>, why: RegExp][] = [
  ['a trigger', { server: 'a', request: { kind: 'trigger', trigger: 'keys' } }, /cannot be asked for "keys"/],
  ['another path', { server: 'a', request: { ...plain, path: '/b' } }, /no \{path\}/],
  ['another method', { server: 'a', request: { ...plain, method: 'PUT' } }, /no \{method\}/],
  ['a body', { server: 'a', request: { ...plain, body: '{}' } }, /no \{body\}/],
  ['a NUL', { server: 'a\0b', request: plain }, /NUL/],
];

for (const [what, question, why] of SKIPS) {
  it(`skips ${what} that its command has no place for`, () => {
    const words = wordsFor(['curl', 'https://{server}/'], { ...question, budgetMs: 1000 });
    assert.match(String(words), why);
  });
}

/** A zombie is gone: whoever is process 1 here may take its time. */
async function isAlive(pid: number): Promise<boolean> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return text !== '' && !/\) [ZX] /.test(text);
}
