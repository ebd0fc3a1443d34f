import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wireRequest } from './request.ts';

test('a plain request goes out as it is, with its body', () => {
  const get = { method: 'GET', path: '/_matrix/federation/v1/version' };
  const put = { method: 'PUT', path: '/_matrix/federation/v1/send/1', body: '{}' };
  assert.deepEqual(wireRequest({ kind: 'http', ...get }, 'sn.test'), get);
  assert.deepEqual(wireRequest({ kind: 'http', ...put }, 'sn.test'), put);
});

test('a trigger becomes the request that a homeserver would send', () => {
  const path = (trigger: string) => wireRequest({ kind: 'trigger', trigger }, '[::1]:8449')?.path;
  assert.equal(path('keys'), '/_matrix/key/v2/server');
  assert.equal(
    path('profile'),
    '/_matrix/federation/v1/query/profile?user_id=%40someone%3A%5B%3A%3A1%5D%3A8449',
  );
  assert.equal(path('no-such-trigger'), undefined);
});
