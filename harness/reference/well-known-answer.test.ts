import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeHead, parseBody, validateDelegation } from './well-known-answer.ts';

const delegation = (body: string | Uint8Array) => {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return validateDelegation(parseBody(bytes))?.text;
};

const VALID: [body: string, name: string][] = [
  ['{"m.server":"dh.test"}', 'dh.test'],
  ['{"m.server":"dh.test:443"}', 'dh.test:443'],
  ['{"m.server":"[::1]:8449"}', '[::1]:8449'],
  [' {"x":"ü","m.server":"1.2.3.4","m.homeserver":{}}\n', '1.2.3.4'],
];

const INVALID: (string | Uint8Array)[] = [
  '',
  '<html>',
  '{"m.server":"dh.test"',
  '{"m.server":"dh.test"} trailing',
  '{"m.server":"dh.test",}',
  "{'m.server':'dh.test'}",
  '{"m.server":"dh.test"} // comment',
  Uint8Array.from(Buffer.from('{"m.server":"dh.test"}', 'utf16le')),
  Uint8Array.of(0xff),
  '{}',
  '[]',
  '"dh.test"',
  'null',
  '5',
  '{"M.Server":"dh.test"}',
  '{"server":"dh.test"}',
  '{"__proto__":{"m.server":"dh.test"}}',
  ...['null', '1', '[]', '{}', '["dh.test"]', '""'].map((value) => `{"m.server":${value}}`),
  ...['https://dh.test', 'dh.test/x', 'dh.test:', 'dh.test:x', 'dh.test:123456', 'dh_x.test'].map(asServer),
  ...[' dh.test', 'dh.test ', 'dh.test\n', 'u@dh.test', '2001:db8::1', '[::1', ':8448'].map(asServer),
];

function asServer(name: string): string {
  return JSON.stringify({ 'm.server': name });
}

test('a string m.server with the grammar of a server name delegates', () => {
  for (const [body, name] of VALID) assert.equal(delegation(body), name);
});

test('anything else delegates nothing', () => {
  for (const body of INVALID) assert.equal(delegation(body), undefined, String(body));
});

test('only 200 counts', () => {
  const good = Array.from({ length: 500 }, (_, index) => index + 100).filter((status) => judgeHead(status));
  assert.deepEqual(good, [200]);
});
