import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { excerpt, printable } from '../base/index.ts';
import { AdapterError } from './adapter-error.ts';
import { splitCommandLine } from './command-line.ts';
import { lineReader, MOST_BLANK } from './process/line-reader.ts';
import { TextRing } from './process/text-ring.ts';

describe('a command line', () => {
  const good: readonly (readonly [string, readonly string[]])[] = [
    ['', []],
    ['  python3   docs/resolver.py ', ['python3', 'docs/resolver.py']],
    [`sh -c 'exec ./a "b c"'`, ['sh', '-c', 'exec ./a "b c"']],
    ['a "b \\"c\\" \\\\ \\n" d', ['a', 'b "c" \\ \\n', 'd']],
    [`a '' ""`, ['a', '', '']],
    ['a\\ b c\\|d', ['a b', 'c|d']],
    [`--x='y z'"w"`, ['--x=y zw']],
  ];
  for (const [text, words] of good) {
    it(`${JSON.stringify(text)} is ${words.length} words`, () =>
      assert.deepEqual(splitCommandLine(text), words));
  }

  const bad: readonly (readonly [string, RegExp])[] = [
    [`a 'b`, /opens a ' that it does not close/],
    ['a "b', /opens a " that it does not close/],
    ['a | b', /has \|, which only a shell understands.*sh -c/],
    ['$HOME/a', /has \$/],
    ['a && b', /has &/],
    ['a > log', /has >/],
  ];
  for (const [text, message] of bad) {
    it(`${text} is refused`, () => {
      assert.throws(
        () => splitCommandLine(text),
        (error) => {
          assert.ok(error instanceof AdapterError && error.code === 'command-line-invalid');
          assert.match(error.message, message);
          return true;
        },
      );
    });
  }
});

describe('a line reader', () => {
  const read = (limit: number, chunks: readonly string[]) => {
    const heard: string[] = [];
    const push = lineReader(limit, {
      line: (text) => heard.push(text),
      tooLong: (start) => heard.push(`too long: ${start}`),
      tooManyBlank: () => heard.push('too many blank lines'),
    });
    for (const chunk of chunks) push(Buffer.from(chunk, 'latin1'));
    return heard;
  };
  const table: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['cuts chunks into lines', ['a\nb\nc', 'd\n'], ['a', 'b', 'cd']],
    ['keeps an unfinished line to itself', ['a\nb'], ['a']],
    ['knows the line ends of Windows, and leaves blank lines out', ['a\r\n\r\n\nb\r\n'], ['a', 'b']],
    ['puts characters together that come in two chunks', ['\xc3', '\xa9\n'], ['é']],
    ['takes a line of just the limit', ['12345678\n', '9\n'], ['12345678', '9']],
    ['stops at a line over the limit', ['1234', '56789\na\n', 'b\n'], ['too long: 123456789']],
  ];
  for (const [title, chunks, lines] of table) it(title, () => assert.deepEqual(read(8, chunks), lines));

  it('stops at a flood of blank lines, and at none with something between them', () => {
    const blank = ' \n'.repeat(MOST_BLANK);
    assert.deepEqual(read(8, [blank, 'a\n', blank, 'b\n']), ['a', 'b']);
    assert.deepEqual(read(8, [blank, '\n', 'a\n']), ['too many blank lines']);
  });

  it('puts a line together that comes byte by byte', () => {
    const line = 'x'.repeat(20_000);
    assert.deepEqual(read(20_000, [...line, '\n', ...line, '\n']), [line, line]);
    assert.deepEqual(read(19_999, [...line, '\n']), [`too long: ${'x'.repeat(200)}`]);
  });
});

describe('text from outside', () => {
  const table: readonly (readonly [string, string])[] = [
    ['plain\ttext\n', 'plain\ttext\n'],
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b]8;;https://x.test\u0007link\u001b]8;;\u0007', 'link'],
    ['\u009b2Ja\u0000b\rc\r\n\u007f', 'a\\u{0}b\\u{d}c\n\\u{7f}'],
    ['abc\u202ecba\u2066', 'abc\\u{202e}cba\\u{2066}'],
    ['é ü 名 🦊', 'é ü 名 🦊'],
  ];
  for (const [text, safe] of table) {
    it(`${JSON.stringify(text)} is shown as ${JSON.stringify(safe)}`, () =>
      assert.equal(printable(text), safe));
  }

  it('is quoted on one line, and shortened', () => {
    assert.equal(excerpt(' a\n b\u0007 ', 10), 'a b\\u{7}');
    assert.equal(excerpt('abcdef', 3), 'abc…');
  });
});

describe('the ring of stderr', () => {
  it('counts octets, and cuts no character', () => {
    const ring = new TextRing(10);
    for (const octet of Buffer.from('0123456789ééé本😀')) ring.push(Buffer.from([octet]));
    assert.equal(ring.read(), '…é本😀');
    const mark = ring.written;
    ring.push(Buffer.from('é本'));
    assert.equal(ring.since(mark), 'é本');
  });

  it('keeps the newest characters', () => {
    const ring = new TextRing(10);
    for (let i = 0; i < 100; i++) ring.push(Buffer.from(`${i},`));
    assert.equal(ring.read(), '…,97,98,99,');
  });

  it('removes escapes that come in two chunks', () => {
    const ring = new TextRing(100);
    ring.push(Buffer.from('a\u001b['));
    ring.push(Buffer.from('31mb'));
    assert.equal(ring.read(), 'ab');
  });
});
