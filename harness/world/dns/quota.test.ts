import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST_TOLD } from '../event-quota.ts';
import type { AskedQuestion, DnsNews } from './protocol.ts';
import { MOST_STRAYS, Quota } from './quota.ts';

const asked = (serial: number | null): AskedQuestion => ({
  kind: 'asked',
  serial,
  when: 0,
  event: {
    kind: 'dns',
    name: 'x.test',
    type: 'A',
    transport: 'udp',
    resolver: '20.0.0.53',
    answer: 'NXDOMAIN',
    truncated: false,
    records: [],
  },
});

function heard(serials: readonly (number | null)[], open: readonly number[]) {
  const news: DnsNews[] = [];
  const quota = new Quota((one) => news.push(one));
  for (const serial of open) quota.open(serial);
  for (const serial of serials) quota.hear(asked(serial));
  quota.flush();
  const told = news.filter(({ kind }) => kind === 'asked').length;
  return { told, untold: news.filter(({ kind }) => kind === 'untold') };
}

const many = (count: number, serial: number | null) => Array<number | null>(count).fill(serial);

test('each case has a quota of its own, and what is beyond is counted', () => {
  const { told, untold } = heard([...many(MOST_TOLD + 3, 1), ...many(MOST_TOLD, 2)], [1, 2]);
  assert.equal(told, 2 * MOST_TOLD);
  assert.deepEqual(untold, [{ kind: 'untold', serial: 1, count: 3 }]);
});

test('names of nobody and of closed cases share one', () => {
  const { told, untold } = heard([...many(MOST_STRAYS, null), ...many(5, 9), 1], [1]);
  assert.equal(told, MOST_STRAYS + 1);
  assert.deepEqual(untold, [{ kind: 'untold', serial: null, count: 5 }]);
});

test('a case that is closed has its quota no longer', () => {
  const news: DnsNews[] = [];
  const quota = new Quota((one) => news.push(one));
  quota.open(1);
  quota.close(1);
  for (let count = 0; count < MOST_STRAYS + 1; count++) quota.hear(asked(1));
  assert.equal(news.length, MOST_STRAYS);
});
