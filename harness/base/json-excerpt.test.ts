import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonExcerpt } from './json-excerpt.ts';

const deep = (opening: string, closing: string) =>
  JSON.parse(`${opening.repeat(100_000)}1${closing.repeat(100_000)}`) as unknown;

const ROWS: readonly (readonly [value: unknown, text: string])[] = [
  ['a\n', '"a\\n"'],
  [{ a: [1] }, '{"a":[1]}'],
  ['x'.repeat(20), '"xxxxxxxxx…'],
  [undefined, 'undefined'],
  [deep('[', ']'), 'JSON that is nested too deeply'],
  [deep('{"a":', '}'), 'JSON that is nested too deeply'],
];

test('a value from outside is one short line, however deep it is', () => {
  for (const [value, text] of ROWS) assert.equal(jsonExcerpt(value, text.includes('…') ? 10 : 60), text);
});
