import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Adapter } from '../adapters/index.ts';
import { DEFAULT_SPEC_VERSION } from '../oracle/index.ts';
import { RunningSubject } from './running-subject.ts';

const saying = (text: string): Adapter => ({
  about: { name: 'mine', version: '1', can: ['claim'], parallel: 1 },
  ask: async () => ({ kind: 'skip', why: 'it only talks' }),
  reset: async () => {},
  losses: () => 0,
  stderr: () => text,
  [Symbol.asyncDispose]: async () => {},
});

test('of the stderr of all that have ended the last 64 KiB are kept, and no character is cut', async () => {
  const texts = ['日'.repeat(20_000), '本'.repeat(2_000)];
  const start = async () => saying(texts.shift() ?? '');
  const running = await RunningSubject.start({ name: 'mine', start }, DEFAULT_SPEC_VERSION);
  assert.ok(!('why' in running));
  await running.restart?.stop();
  await running.restart?.start();
  await running.restart?.stop();
  // 65,536 octets are 21,845 characters of three, and one octet of another.
  assert.equal(running.stderr, `${'日'.repeat(19_845)}${'本'.repeat(2_000)}`);
});
