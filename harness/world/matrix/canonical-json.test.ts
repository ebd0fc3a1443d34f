import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson, type Json } from './canonical-json.ts';

const table: readonly [Json, string][] = [
  [{}, '{}'],
  [{ one: 1, two: 'Two' }, '{"one":1,"two":"Two"}'],
  [{ b: '2', a: '1' }, '{"a":"1","b":"2"}'],
  [
    { auth: { success: true, mxid: '@a:b', profile: { list: [null, false, -1] } } },
    '{"auth":{"mxid":"@a:b","profile":{"list":[null,false,-1]},"success":true}}',
  ],
  [{ a: '日本語' }, '{"a":"日本語"}'],
  [{ 本: 2, 日: 1 }, '{"日":1,"本":2}'],
  [{ a: '\u0000\n"\\/' }, '{"a":"\\u0000\\n\\"\\\\/"}'],
  // By code point, U+FF5E comes before U+1D306; by UTF-16 unit it would come after.
  [{ '\u{1d306}': 1, '\uff5e': 2 }, '{"\uff5e":2,"\u{1d306}":1}'],
];

for (const [value, text] of table) {
  test(`canonical JSON of ${text}`, () => assert.equal(canonicalJson(value), text));
}

test('fractions and numbers beyond 2^53 are refused', () => {
  for (const value of [1.5, 2 ** 53, Number.NaN]) assert.throws(() => canonicalJson({ value }), RangeError);
});

test('what is nested without end is refused, before the stack is', () => {
  for (const [opening, closing] of [
    ['[', ']'],
    ['{"a":', '}'],
  ] as const) {
    const value = JSON.parse(`${opening.repeat(100_000)}1${closing.repeat(100_000)}`) as Json;
    assert.throws(() => canonicalJson(value), { name: 'RangeError', message: /nested more than 1000 deep/ });
    const fair = JSON.parse(`${opening.repeat(900)}1${closing.repeat(900)}`) as Json;
    assert.ok(canonicalJson(fair).length > 900);
  }
});
