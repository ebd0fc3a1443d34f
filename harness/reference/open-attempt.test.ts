import assert from 'node:assert/strict';
import { Resolver } from 'node:dns/promises';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { DiscoveryFailure } from './failure.ts';
import { OpenAttempt } from './open-attempt.ts';
import { specParts } from './spec-parts.ts';

test('what is held open ends with the attempt, and nothing can be opened after it', () => {
  const attempt = new OpenAttempt(specParts, new Resolver());
  const before = attempt.hold(new Socket());
  attempt[Symbol.dispose]();
  const after = attempt.hold(new Socket());
  assert.deepEqual([before.destroyed, after.destroyed], [true, true]);
  assert.throws(() => attempt.check(), DiscoveryFailure);
});

test('a part of the work leaves nothing open when it is done, and the attempt goes on', async () => {
  using attempt = new OpenAttempt(specParts, new Resolver());
  const socket = await attempt.within(60_000, 'work', async (part) => part.hold(new Socket()));
  assert.equal(socket.destroyed, true);
  attempt.check();
});

test('the end of the attempt ends the part, with the reason of the whole', async () => {
  using attempt = new OpenAttempt(specParts, new Resolver());
  const why = new DiscoveryFailure('withdrawn');
  const work = attempt.within(60_000, 'work', async (part) => {
    const socket = part.hold(new Socket());
    attempt.destroy(why);
    assert.equal(socket.destroyed, true);
    part.check();
  });
  await assert.rejects(work, why);
});

test('a part that takes too long is ended and says so', async () => {
  using attempt = new OpenAttempt(specParts, new Resolver());
  const endless = attempt.within(
    10,
    'the file',
    (part) => new Promise((_resolve, reject) => part.hold(new Socket()).once('error', reject)),
  );
  await assert.rejects(endless, /the file: not done within 10 ms/);
  attempt.check();
});
