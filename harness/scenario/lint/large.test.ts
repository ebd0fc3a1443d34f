/** What is large takes time in proportion. Measured in CPU time of this process, so that a busy machine makes no difference. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { caseOf } from '../testing/scratch-library.ts';
import { lintCase } from './lint.ts';

const LIMIT_MS = 5000;

const body = (text: string) => ({
  hosts: { origin: { '8448': { cert: '@', homeserver: true, routes: { '/': { body: text } } } } },
});

const chain = (length: number) =>
  Object.fromEntries(
    Array.from({ length }, (_, i) => {
      const number = length - i;
      return [`n${number}`, number === length ? { A: 'origin' } : { CNAME: `n${number + 1}` }];
    }),
  );

const LARGE: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'one number of 150,000 digits': body('1'.repeat(150_000)),
  'one name of 75,000 labels': body('a.'.repeat(75_000)),
  'one label of 150,000 letters': body('0x'.repeat(75_000)),
  'as many ends of a spelled address': body('20.1.'.repeat(30_000)),
  'a chain of 3,000 aliases, written from its end': { dns: { '@': { CNAME: 'n1' }, ...chain(3000) } },
  'a server name of 150,000 characters': { server: `${'a'.repeat(49)}.`.repeat(3000) },
};

for (const [what, changes] of Object.entries(LARGE)) {
  test(`${what} is looked at in a moment`, () => {
    const c = caseOf(changes);
    const before = process.cpuUsage();
    lintCase(c);
    const { user } = process.cpuUsage(before);
    assert.ok(user < LIMIT_MS * 1000, `${user / 1000} ms`);
  });
}
