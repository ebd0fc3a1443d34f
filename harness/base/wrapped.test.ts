import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnsOf } from './columns.ts';
import { coloured, safeOutput, withoutMarks } from './output.ts';
import { wrapped } from './wrapped.ts';

const COMMAND = 'npx signpost shell srv/fed -- dig SRV _matrix-fed._tcp.fed.srv.test';

const LINES: readonly (readonly [
  what: string,
  width: number | undefined,
  line: string,
  lines: readonly string[],
])[] = [
  ['nobody counts columns', undefined, 'one two three', ['one two three']],
  ['it fits', 13, 'one two three', ['one two three']],
  ['a sentence goes on a little further in', 12, 'one two three four', ['one two', '  three four']],
  ['its own indent is kept', 14, '  one two three four', ['  one two', '    three four']],
  [
    'below the text of its label',
    31,
    '  expected  step 4 → target:8449 at last',
    ['  expected  step 4 →', '            target:8449 at last'],
  ],
  [
    'before a column that would not fit whole',
    44,
    '  expected  step 4 → target:8449  Host fed.srv.test',
    ['  expected  step 4 → target:8449', '            Host fed.srv.test'],
  ],
  [
    'a name is not broken, however long',
    20,
    'see https://spec.matrix.org/v1.19/server-server-api/ there',
    ['see', '  https://spec.matrix.org/v1.19/server-server-api/', '  there'],
  ],
  [
    'nor what stands in backquotes',
    24,
    'do it with `signpost baseline` soon',
    ['do it with', '  `signpost baseline`', '  soon'],
  ],
  ['nor a command, which stays beside its label', 40, `  try       ${COMMAND}`, [`  try       ${COMMAND}`]],
  ['nor one at the end of a sentence', 30, `ask again: ${COMMAND}`, ['ask again:', `  ${COMMAND}`]],
  ['nor one for somebody else', 20, 'it is 0: sudo sysctl -w a.b=1', ['it is 0:', '  sudo sysctl -w a.b=1']],
  ['a word of two columns a letter', 8, 'ab 漢字 漢字', ['ab 漢字', '  漢字']],
];

for (const [what, width, line, lines] of LINES) {
  test(`a line is broken: ${what}`, () => {
    assert.deepEqual(wrapped(line, width), lines);
  });
}

test('colours take no columns, and stay around what they belong to', () => {
  const line = `  ${coloured(2, 22, 'saw     ')}  one ${coloured(31, 39, 'two three')} four`;
  const lines = wrapped(line, 20);
  assert.deepEqual(lines.map(withoutMarks), ['  saw       one two', '            three', '            four']);
  assert.ok(safeOutput(lines.join('\n')).includes('\u001b[31mtwo'));
});

test('at any width every word is there, in order, and nothing is too wide that could be broken', () => {
  const words = 'http srv-of-origin:8448 (20.1.2.3) GET /_matrix/federation/v1/version';
  const line = `  saw       ${words}  Host fed.srv.test  SNI the same`;
  for (let width = 30; width <= 130; width++) {
    const lines = wrapped(line, width);
    assert.deepEqual(lines.join(' ').match(/\S+/g), line.match(/\S+/g), `${width}`);
    const broken = lines.filter((one) => one.length > width && one.trim().includes(' '));
    assert.deepEqual(broken, [], `${width}`);
  }
});

test('how many columns a text takes', () => {
  for (const [text, columns] of [
    ['', 0],
    ['abc', 3],
    ['→ “…”', 5],
    ['漢字かなカナ한글', 16],
    ['ｶﾅ', 2],
    ['e\u0301', 1],
    ['😀', 2],
    [coloured(1, 22, 'abc'), 3],
  ] as const)
    assert.equal(columnsOf(text), columns, text);
});
