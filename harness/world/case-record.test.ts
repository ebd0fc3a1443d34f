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
