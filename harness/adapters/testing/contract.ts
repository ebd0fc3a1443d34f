import assert from 'node:assert/strict';
import type { Answer, Question } from '../../evidence/index.ts';
import type { Adapter } from '../adapter.ts';

/**
 * What every adapter keeps to, whatever it is made of. The resolver behind it must know these names:
 * `failed.test`, `skip.test` and `error.test` are answered so; `silent.test` never; `held.test` not before
 * `release.test` was asked; any other name is reached: with itself as the one target, on port 8448,
 * status 200, by those that can say so.
 */
export const contract: readonly { readonly title: string; check(adapter: Adapter): Promise<void> }[] = [
  {
    title: 'says who it is and what it can',
    async check({ about }) {
      assert.notEqual(about.name, '');
      assert.notEqual(about.version, '');
      assert.ok(about.can.length > 0);
      assert.ok(Number.isInteger(about.parallel) && about.parallel >= 1);
    },
  },
  {
    title: 'answers where a request went and what came back',
    async check(adapter) {
      assertReached(await ask(adapter, 'a.test'), 'a.test');
    },
  },
  {
    title: 'tells failure, refusal and its own breakdown apart',
    async check(adapter) {
      const failed = await ask(adapter, 'failed.test');
      assert.ok(failed.kind === 'failed');
      assert.match(failed.message, /no such server/);
      const skipped = await ask(adapter, 'skip.test');
      assert.ok(skipped.kind === 'skip');
      assert.match(skipped.why, /not made for this/);
      const broken = await ask(adapter, 'error.test');
      assert.ok(broken.kind === 'error');
      assert.match(broken.message, /the shim broke/);
    },
  },
  {
    title: 'answers in any order',
    async check(adapter) {
      const order: string[] = [];
      const one = async (server: string) => {
        const answer = await ask(adapter, server);
        order.push(server);
        assertReached(answer, server);
      };
      const held = one('held.test');
      await one('a.test');
      assert.deepEqual(order, ['a.test']);
      await Promise.all([held, one('release.test')]);
    },
  },
  {
    title: 'gives each of many questions its own answer',
    async check(adapter) {
      const servers = Array.from({ length: 100 }, (_, i) => (i % 7 === 0 ? 'failed.test' : `s${i}.test`));
      const answers = await Promise.all(servers.map((server) => ask(adapter, server)));
      for (const [i, server] of servers.entries()) {
        if (server === 'failed.test') assert.equal(answers[i]?.kind, 'failed');
        else assertReached(answers[i], server);
      }
    },
  },
  {
    title: 'rejects with the reason of a signal that has aborted already',
    async check(adapter) {
      const reason = new Error('too late');
      await assert.rejects(ask(adapter, 'a.test', AbortSignal.abort(reason)), reason);
    },
  },
  {
    title: 'rejects with the reason of the signal when it aborts, and goes on',
    async check(adapter) {
      const abort = new AbortController();
      const waiting = ask(adapter, 'silent.test', abort.signal);
      const reason = new Error('the budget is used up');
      abort.abort(reason);
      await assert.rejects(waiting, reason);
      assertReached(await ask(adapter, 'b.test'), 'b.test');
    },
  },
  {
    title: 'drops an answer that comes after its question was given up',
    async check(adapter) {
      const abort = new AbortController();
      const waiting = ask(adapter, 'held.test', abort.signal);
      // Its answer shows that the question before it has been read as well.
      await ask(adapter, 'a.test');
      abort.abort();
      await assert.rejects(waiting);
      assertReached(await ask(adapter, 'release.test'), 'release.test');
      assertReached(await ask(adapter, 'c.test'), 'c.test');
      assert.doesNotMatch(adapter.stderr(), /signpost/);
    },
  },
  {
    title: 'drops caches and goes on',
    async check(adapter) {
      const before = adapter.losses();
      await adapter.reset();
      assertReached(await ask(adapter, 'a.test'), 'a.test');
      assert.ok(adapter.about.forgets || adapter.losses() > before);
    },
  },
  {
    title: 'can be disposed of twice',
    async check(adapter) {
      await adapter[Symbol.asyncDispose]();
      await adapter[Symbol.asyncDispose]();
    },
  },
];

export function ask(
  adapter: Adapter,
  server: string,
  signal = new AbortController().signal,
  budgetMs = 10_000,
) {
  const question: Question = {
    server,
    budgetMs,
    request: { kind: 'http', method: 'GET', path: '/_matrix/federation/v1/version' },
  };
  return adapter.ask(question, signal);
}

/** A homeserver says only that it got there; whoever names targets names the right ones. */
function assertReached(answer: Answer | undefined, server: string): void {
  assert.ok(answer?.kind === 'resolved', `${server}: ${JSON.stringify(answer)}`);
  if (answer.targets.length > 0) assert.deepEqual(answer.targets, [{ name: server, port: 8448 }]);
  assert.ok(answer.status === undefined || answer.status === 200);
}
