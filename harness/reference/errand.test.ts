import assert from 'node:assert/strict';
import { Resolver } from 'node:dns/promises';
import { Socket } from 'node:net';
import { test } from 'node:test';
import { Errand } from './errand.ts';
import { DiscoveryFailure } from './failure.ts';
import { specParts } from './spec-parts.ts';

test('what is held open ends with the errand, and nothing can be opened after it', () => {
  const errand = new Errand(specParts, new Resolver());
  const before = errand.hold(new Socket());
  errand[Symbol.dispose]();
  const after = errand.hold(new Socket());
  assert.deepEqual([before.destroyed, after.destroyed], [true, true]);
  assert.throws(() => errand.check(), DiscoveryFailure);
});

test('a part of the work leaves nothing open when it is done, and the errand goes on', async () => {
  using errand = new Errand(specParts, new Resolver());
  const socket = await errand.within(60_000, 'work', async (part) => part.hold(new Socket()));
  assert.equal(socket.destroyed, true);
  errand.check();
});

test('the end of the errand ends the part, with the reason of the whole', async () => {
  using errand = new Errand(specParts, new Resolver());
  const why = new DiscoveryFailure('withdrawn');
  const work = errand.within(60_000, 'work', async (part) => {
    const socket = part.hold(new Socket());
    errand.destroy(why);
    assert.equal(socket.destroyed, true);
    part.check();
  });
  await assert.rejects(work, why);
});

test('a part that takes too long is ended and says so', async () => {
  using errand = new Errand(specParts, new Resolver());
  const endless = errand.within(
    10,
    'the file',
    (part) => new Promise((_resolve, reject) => part.hold(new Socket()).once('error', reject)),
  );
  await assert.rejects(endless, /the file: not done within 10 ms/);
  errand.check();
});
