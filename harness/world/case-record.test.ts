import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Happened } from '../evidence/index.ts';
import { CaseRecord } from './case-record.ts';
import { now } from './clock.ts';

const accepted = (connection: number): Happened => ({
  kind: 'tcp',
  connection,
  host: 'origin',
  port: 8448,
  address: '20.1.0.1',
});

test('events stand in the order of time, however late they come', () => {
  const record = new CaseRecord();
  const start = now();
  record.add(accepted(2), start + 20);
  record.add(accepted(3), start + 30);
  record.add(accepted(1), start + 10);
  assert.deepEqual(
    record.events.map((event) => event.kind === 'tcp' && event.connection),
    [1, 2, 3],
  );
});

test('what happened before the hand-over has a time below zero', () => {
  const record = new CaseRecord();
  record.add(accepted(1), now() - 1000);
  record.handOver();
  record.add(accepted(2), now() + 1000);
  const [before = 0, after = 0] = record.events.map(({ at }) => at);
  assert.ok(before < 0 && after > 0, `${before} ${after}`);
  assert.equal(after, Math.round(after * 1000) / 1000);
});

test('each event has a number of its own, which it keeps', () => {
  const record = new CaseRecord();
  const start = now();
  for (const [connection, ms] of [
    [2, 20],
    [3, 30],
    [1, 10],
  ] as const)
    record.add(accepted(connection), start + ms);
  record.handOver();
  assert.deepEqual(
    record.events.map((event) => [event.kind === 'tcp' && event.connection, event.n]),
    [
      [1, 3],
      [2, 1],
      [3, 2],
    ],
  );
});

test('the listener hears each event', () => {
  const record = new CaseRecord();
  const heard: string[] = [];
  record.onEvent((event) => heard.push(event.kind));
  record.add(accepted(1));
  record.add({ kind: 'close', connection: 1, host: 'origin', port: 8448, how: 'end' });
  assert.deepEqual(heard, ['tcp', 'close']);
});

test('a late status belongs to the oldest request of its connection without one', () => {
  const record = new CaseRecord();
  const asked = (connection: number): Happened => ({
    kind: 'http',
    connection,
    host: 'origin',
    port: 443,
    method: 'GET',
    path: '/',
    hostHeader: null,
    sni: null,
    authorization: null,
    userAgent: null,
    version: '1.1',
    status: null,
  });
  for (const connection of [1, 2, 2, 2]) record.add(asked(connection));
  record.answered(2, 3, 404);
  record.answered(2, 1, 200);
  record.answered(3, 1, 500);
  assert.deepEqual(
    record.events.map((event) => event.kind === 'http' && event.status),
    [null, 200, null, 404],
  );
});

/** How often somebody reads that field of what is recorded so far. */
function readsOf(record: CaseRecord, field: 'kind' | 'at', during: () => void): number {
  let reads = 0;
  for (const event of record.events) {
    const value = event[field];
    Object.defineProperty(event, field, { get: () => [value, reads++][0], configurable: true });
  }
  during();
  return reads;
}

test('one that comes late finds its place without a look at all others, and so does a status', () => {
  const record = new CaseRecord();
  const start = now();
  for (let index = 0; index < 10_000; index++) record.add(accepted(index), start + 20);
  const place = {
    host: 'origin',
    port: 443,
    sni: null,
    hostHeader: null,
    authorization: null,
    userAgent: null,
  };
  const http = { kind: 'http', ...place, method: 'GET', path: '/', version: '1.1', status: null } as const;
  for (let connection = 0; connection < 10_000; connection++) record.add({ ...http, connection }, start + 30);
  const late = readsOf(record, 'at', () => record.add(accepted(10_000), start + 10));
  assert.ok(late < 40, `${late} comparisons`);
  assert.equal(record.events[0]?.kind === 'tcp' && record.events[0].connection, 10_000);
  const answered = readsOf(record, 'kind', () => record.answered(5_000, 1, 404));
  assert.ok(answered < 10, `${answered} looks`);
});

test('attempts to connect in a flood are counted', () => {
  const record = new CaseRecord();
  const attempt = (port: number) => ({ kind: 'syn', host: 'origin', port, address: '20.1.0.1' }) as const;
  for (let count = 0; count < 15_000; count++) record.addAttempt(attempt(443), now());
  record.addAttempt(attempt(8448), now());
  assert.deepEqual([record.events.length, record.untold.attempts], [10_001, 5_000]);
  record.beginRound();
  record.addAttempt(attempt(443), now());
  assert.equal(record.events.length, 10_002);
});
