import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sniText } from './sni-text.ts';

const TABLE: readonly [sni: string, shown: string][] = [
  ['fed.x.test', 'fed.x.test'],
  ['b\u00c3\u00bccher.test', 'b\\xc3\\xbccher.test'],
  ['\u0080\u00ff', '\\x80\\xff'],
  ['a\u001b[2J', 'a\\u{1b}[2J'],
];

for (const [sni, shown] of TABLE) {
  test(`the name of a ClientHello is shown as ${shown}`, () => assert.equal(sniText(sni), shown));
}
