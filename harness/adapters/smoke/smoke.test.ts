import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { smoke } from './smoke.ts';
import type { SmokeOptions } from './smoke-bench.ts';

const animal = (name: string) => ({
  argv: [process.execPath, fileURLToPath(new URL(`../zoo/${name}.mjs`, import.meta.url))],
  env: {},
});

async function marks(name: string, options: SmokeOptions = {}) {
  const results = [];
  for await (const result of smoke(animal(name), { graceMs: 20_000, ...options })) results.push(result);
  return { results, marks: results.map(({ ok }) => (ok ? '✓' : '✗')).join('') };
}

describe('smoke', () => {
  it('finds nothing wrong with an honest adapter', async () => {
    const { results } = await marks('does-not-connect');
    assert.deepEqual(
      results.map(({ ok, detail }) => [ok, detail.replace(/[0-9a-f]{6,8}/, 'X')]),
      [
        [true, 'zoo 1, can claim, 8 at once'],
        [true, 'smoke-X → unsupported'],
        [true, 'failed: there is no nowhere-X.smoke.test'],
        [true, '8 at once'],
        [true, 'ok'],
        [true, 'exited'],
        [true, 'exited'],
      ],
    );
  });

  it('asks for a name that is up, and lets the wire decide', async () => {
    const asked: string[] = [];
    const live = (wrong: string | null) => ({
      server: 'up.test',
      wrong: async (about: { readonly name: string }) => {
        asked.push(about.name);
        return wrong;
      },
    });
    const title = 'a name that is up is reached';
    const good = (await marks('does-not-connect', { live: live(null) })).results.find(
      (one) => one.title === title,
    );
    assert.deepEqual([good?.ok, asked], [true, ['zoo']]);
    const bad = (await marks('does-not-connect', { live: live('it must use our DNS') })).results;
    const { ok, fix } = bad.find((one) => one.title === title) ?? {};
    assert.deepEqual([ok, fix], [false, 'it must use our DNS']);
  });

  const faults: readonly (readonly [string, string, RegExp, RegExp, SmokeOptions?])[] = [
    ['exits-at-once', '✗', /exited with code 3/, /start it by hand/],
    ['boasts', '✗', /can\[0\]/, /"can":\["claim","connect"\]/],
    [
      'honest',
      '✓✓✗✓✓✓✓',
      /does not exist, answered with status 200/,
      /only when the request was really answered/,
    ],
    ['answers-twice', '✓✓✓✗✓✓✓', /a second time/, /only the first one counts/],
    ['unknown-id', '✓✓✗✗✓✓✓', /never sent/, /copy the `id`/],
    ['knows-no-reset', '✓✓✓✓✗✓✓', /reset is not supported/, /"ok":true/],
    ['dies-of-the-unknown', '✓✗✓✓✓✓✓', /exited with code 1/, /start it by hand/],
    ['never-answers', '✓✓✗✗✓✓✓', /no answer to `resolve` within/, /"failed"/, { budgetMs: 50, spareMs: 0 }],
    ['stays', '✓✓✓✓✓✗✗', /still runs/, /exit at `bye`/, { graceMs: 50 }],
  ];
  for (const [name, pattern, detail, fix, options] of faults) {
    it(`shows what is wrong with ${name}`, async () => {
      const found = await marks(name, options);
      assert.equal(found.marks, pattern, JSON.stringify(found.results));
      const bad = found.results.find(({ ok }) => !ok);
      assert.match(bad?.detail ?? '', detail);
      assert.match(bad?.fix ?? '', fix);
    });
  }
});
