import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  coloured,
  ERASED_TO_END,
  guardOutput,
  jsonOutput,
  LINE_START,
  safeLine,
  safeOutput,
} from './output.ts';

const ROWS: readonly [title: string, text: string, written: string][] = [
  [
    'ordinary text',
    'FAIL srv/fed  – Ünïcode 日本 😀\n\tand a tab\n',
    'FAIL srv/fed  – Ünïcode 日本 😀\n\tand a tab\n',
  ],
  ['a command of GitHub', 'a\n::error file=x::no', 'a\n\\u{3a}:error file=x::no'],
  ['the same behind blanks', ' \t ::stop-commands::word', ' \t \\u{3a}:stop-commands::word'],
  ['two colons elsewhere', 'it said ::1 and host::8448', 'it said ::1 and host::8448'],
  ['a command of Azure anywhere', 'so ##vso[task.setvariable]x', 'so #\\u{23}vso[task.setvariable]x'],
  ['an old command of GitHub', 'x ##[error]y', 'x #\\u{23}[error]y'],
  ['a message of TeamCity', "##teamcity[testFailed name='x']", "#\\u{23}teamcity[testFailed name='x']"],
  ['a heading', '## Title', '## Title'],
  ['a section of GitLab', 'section_start:1:a\r\u001b[0K', 'section_start:1:a\\u{d}\\u{1b}[0K'],
  ['a colour that is not ours', '\u001b[31mred\u001b[0m', '\\u{1b}[31mred\\u{1b}[0m'],
  [
    'text that turns round or hides',
    'a\u202eb\u2066c\u200bd\ufeff',
    'a\\u{202e}b\\u{2066}c\\u{200b}d\\u{feff}',
  ],
  ['our colours', coloured(31, 39, 'bad'), '\u001b[31mbad\u001b[39m'],
  ['foreign text in our colours', coloured(1, 22, '\u001b[2J::x'), '\u001b[1m\\u{1b}[2J::x\u001b[22m'],
  ['a command in our colours', coloured(1, 22, '::error::x'), '\u001b[1m\\u{3a}:error::x\u001b[22m'],
  ['our cursor', `${LINE_START}a${ERASED_TO_END}`, '\ra\u001b[K'],
];

test('nothing that is written does anything but be read', () => {
  for (const [title, text, written] of ROWS) assert.equal(safeOutput(text), written, title);
});

test('a line stays one, whatever is in it, and what was safe stays as it is', () => {
  assert.equal(safeLine('a\nb'), 'a\\u{a}b');
  for (const [title, text, written] of ROWS) {
    const lines = text.split('\n').map(safeLine);
    assert.equal(safeOutput(lines.join('\n')), written, title);
  }
});

test('a guarded stream writes nothing else, and is guarded once', () => {
  const written: string[] = [];
  const stream = { write: (text: string) => written.push(text) > 0 };
  guardOutput(stream as never);
  guardOutput(stream as never);
  stream.write(`${coloured(32, 39, 'good')}\u001b[2J`);
  stream.write(Buffer.from('::error::x') as never);
  assert.deepEqual(written, ['\u001b[32mgood\u001b[39m\\u{1b}[2J', '\\u{3a}:error::x']);
});

test('JSON says the same as before, and nothing in it is made visible twice', () => {
  const value = { a: ['\u202e\u200b\u0085 😀 \u001b[0m', '##[error]x', '::'], b: '\u{e0001}' };
  const text = jsonOutput(value);
  assert.deepEqual(JSON.parse(text), value);
  assert.equal(safeOutput(text), text);
});
