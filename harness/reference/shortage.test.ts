import assert from 'node:assert/strict';
import { Resolver } from 'node:dns/promises';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { OpenAttempt } from './open-attempt.ts';
import { Shortage } from './shortage.ts';
import { specParts } from './spec-parts.ts';

const failing = (code: string) => Promise.reject(Object.assign(new Error(`query ${code}`), { code }));

const LOOK_UPS: readonly (readonly [code: string, isOurs: boolean])[] = [
  ['ECONNREFUSED', true],
  ['EMFILE', true],
  ['ENOTFOUND', false],
  ['ENODATA', false],
  ['ESERVFAIL', false],
  ['EREFUSED', false],
  ['ETIMEOUT', false],
  ['ECANCELLED', false],
];

for (const [code, isOurs] of LOOK_UPS) {
  test(`a look-up that ends with ${code} is ${isOurs ? 'ours' : 'that of the world'}`, async () => {
    const shortage = new Shortage();
    using attempt = new OpenAttempt(specParts, new Resolver(), undefined, shortage);
    // In a part of the work, where whoever asks goes on without the answer.
    const part = attempt.within(60_000, 'work', (inner) => inner.lookUp(() => failing(code)).catch(() => {}));
    await part;
    assert.equal(shortage.what !== undefined, isOurs);
  });
}

for (const [code, isOurs] of [
  ['EMFILE', true],
  ['ENFILE', true],
  // A listener of the world that refuses.
  ['ECONNREFUSED', false],
] as const) {
  test(`a socket that ends with ${code} is ${isOurs ? 'ours' : 'that of the world'}`, async () => {
    const shortage = new Shortage();
    using attempt = new OpenAttempt(specParts, new Resolver(), undefined, shortage);
    const socket = attempt.hold(new Socket());
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.destroy(Object.assign(new Error(`connect ${code}`), { code }));
    await closed;
    assert.equal(shortage.what !== undefined, isOurs);
  });
}
