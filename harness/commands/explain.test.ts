/** What `signpost explain` refuses, and how it ends. */
import assert from 'node:assert/strict';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { callSignpost } from './testing/call-signpost.ts';

test('only one file can be the standard input', async () => {
  const args = ['explain', 'example.org', '--zone', '-', '--well-known', '-'];
  const { code, stderr } = await callSignpost(tmpdir(), args);
  assert.equal(code, 64);
  assert.match(stderr, /--zone and --well-known cannot both be read from the standard input/);
});

test('an empty zone leaves everything open', async () => {
  const { code, stdout } = await callSignpost(tmpdir(), ['explain', 'example.org', '--zone', '/dev/null']);
  assert.equal(code, 0);
  assert.match(stdout, /not known: the SRV records of _matrix-fed\._tcp\.example\.org/);
});
