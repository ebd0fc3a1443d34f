import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fallback, judged, makeOutcome, request, SN } from './testing/test-world.ts';

const outcome = makeOutcome(fallback, '6');
const read = (...paths: readonly string[]) => [
  ...request(fallback, 'origin:8448', { host: SN }),
  ...paths.flatMap((path) => request(fallback, 'origin:8448', { host: SN, path })),
];

test('pages that are read are told and weigh nothing, however many', () => {
  const { status, reasons } = judged(fallback, outcome, read('/b', '/a', '/a'));
  assert.equal(status, 'pass');
  const at = { field: 'page' } as const;
  assert.deepEqual(reasons, [
    { ...at, text: 'asked origin:8448 for something else as well: GET /a' },
    { ...at, text: 'asked origin:8448 for something else as well: GET /b' },
  ]);
  const many = judged(fallback, outcome, read(...Array.from({ length: 50 }, (_, i) => `/${i}`)));
  assert.deepEqual([many.status, many.reasons.length], ['pass', 4]);
  assert.equal(many.reasons.find(({ text }) => text.endsWith('pages'))?.text, 'asked for 47 more pages');
});
