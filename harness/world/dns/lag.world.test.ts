import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HarnessError } from '../../base/index.ts';
import { requireOwnNamespace } from '../guard.ts';
import { a } from '../testing/sample-case.ts';
import { NameServer } from './name-server.ts';
import type { DnsNews } from './protocol.ts';

// Before anything else: outside of a sandbox these addresses are other people's.
requireOwnNamespace();

test('the name server says how late its own thread was', async () => {
  const news: DnsNews[] = [];
  const died = (error: HarnessError) => assert.fail(error);
  await using names = new NameServer('largest', { hear: (one) => news.push(one), died });
  await names.ready;
  // A hundred thousand names take its thread far longer to read than the tenth of a second that it would notice.
  const record = [a('20.1.0.1')];
  const zone = Object.fromEntries(
    Array.from({ length: 100_000 }, (_, index) => [`n${index}.big.lag.test`, record]),
  );
  await names.open(1, 'big.lag.test', zone);
  await names.flush();
  const lags = news.flatMap((one) => (one.kind === 'lag' ? [one.lag.ms] : []));
  assert.ok(Math.max(0, ...lags) >= 50, String(lags));
});
