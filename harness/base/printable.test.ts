import assert from 'node:assert/strict';
import { test } from 'node:test';
import { excerpt, printable, visible } from './printable.ts';

const ROWS: readonly [text: string, printable: string, visible: string][] = [
  ['plain – Ünïcode 日本 😀', 'plain – Ünïcode 日本 😀', 'plain – Ünïcode 日本 😀'],
  ['\u001b[31mred\u001b[0m', 'red', '\\u{1b}[31mred\\u{1b}[0m'],
  ['\u001b]0;title\u0007text', 'text', '\\u{1b}]0;title\\u{7}text'],
  ['a\tb\nc\rd\r\n', 'a\tb\nc\\u{d}d\n', 'a\\u{9}b\\u{a}c\\u{d}d\\u{d}\\u{a}'],
  ['\u202egnp.exe', '\\u{202e}gnp.exe', '\\u{202e}gnp.exe'],
  ['x\u2028y\u2029z', 'x\\u{2028}y\\u{2029}z', 'x\\u{2028}y\\u{2029}z'],
  ['\u0085\u009b31m', '\\u{85}', '\\u{85}\\u{9b}31m'],
  ['soft\u00adhyphen\u200b', 'soft\\u{ad}hyphen\\u{200b}', 'soft\\u{ad}hyphen\\u{200b}'],
  ['half \ud800', 'half \\u{d800}', 'half \\u{d800}'],
  ['own \ue000', 'own \\u{e000}', 'own \\u{e000}'],
];

test('text from outside does nothing to a terminal', () => {
  for (const [text, safe, seen] of ROWS) {
    assert.equal(printable(text), safe, seen);
    assert.equal(visible(text), seen, seen);
  }
});

test('an excerpt is one short line', () => {
  assert.equal(excerpt('  a\n\tb  '), 'a b');
  assert.equal(excerpt('x'.repeat(121)), `${'x'.repeat(120)}…`);
  assert.equal(excerpt('abcdef', 3), 'abc…');
  assert.equal(excerpt('\u001b[1ma\r\nb\u001b[0m \u202ec'), 'a b \\u{202e}c');
});
