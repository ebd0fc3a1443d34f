import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { promisify } from 'node:util';
import { damages } from '../testing/damage.ts';
import { keep, keepFirst, readKept, sealedLine, unsealedLine } from './kept-file.mjs';

const FOLDER = mkdtempSync(path.join(tmpdir(), 'signpost-kept-file-'));
const FILE = path.join(FOLDER, 'thing');
const BODY = Buffer.from([...'a body\nof two lines\n'].flatMap((c) => [c.charCodeAt(0), 0, 255]));
const always = { mode: 0o600, isGood: () => true };

beforeEach(() => {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER);
});
after(() => rmSync(FOLDER, { recursive: true }));

test('what is kept comes back, byte by byte, under its key alone', () => {
  keep(FILE, 'key', BODY, 0o600);
  assert.deepEqual(readKept(FILE, 'key'), BODY);
  assert.equal(readKept(FILE, 'other'), undefined);
  assert.equal(readKept(path.join(FOLDER, 'absent'), 'key'), undefined);
  assert.equal(readKept(FOLDER, 'key'), undefined);
  assert.equal(statSync(FILE).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(FOLDER), ['thing']);
});

test('whatever is damaged counts as absent', () => {
  keep(FILE, 'key', BODY);
  const whole = readFileSync(FILE);
  const found = damages(whole, whole.length).filter(({ bytes }) => {
    writeFileSync(FILE, bytes);
    return readKept(FILE, 'key') !== undefined;
  });
  assert.deepEqual(
    found.map(({ what }) => what),
    [],
  );
});

test('of a sealed line, too', () => {
  const line = sealedLine('{"a":1}');
  assert.equal(unsealedLine(line), '{"a":1}');
  const found = damages(Buffer.from(line), line.length).filter(
    ({ bytes }) => unsealedLine(bytes.toString('latin1')) !== undefined,
  );
  assert.deepEqual(found, []);
});

test('the first one stays, and every other gets it', () => {
  assert.equal(keepFirst(FILE, 'key', 'mine', always).toString(), 'mine');
  assert.equal(keepFirst(FILE, 'key', 'yours', always).toString(), 'mine');
  assert.equal(readKept(FILE, 'key')?.toString(), 'mine');
  const choosy = { ...always, isGood: () => false };
  assert.equal(keepFirst(FILE, 'key', 'yours', choosy).toString(), 'yours');
  assert.equal(readKept(FILE, 'key')?.toString(), 'yours');
});

const WRITER = `
  import { keepFirst } from ${JSON.stringify(path.join(import.meta.dirname, 'kept-file.mjs'))};
  const [file, own] = process.argv.slice(1);
  process.stdout.write(keepFirst(file, 'key', own, { mode: 0o600, isGood: () => true }).toString());`;

for (const before of [undefined, 'damaged']) {
  test(`of several processes at once all go on with the same, where it was ${before ?? 'absent'}`, async () => {
    if (before !== undefined) writeFileSync(FILE, before);
    const ends = await Promise.all(
      [1, 2, 3, 4].map((writer) =>
        promisify(execFile)(process.execPath, ['--input-type=module', '-e', WRITER, FILE, `of ${writer}`]),
      ),
    );
    const kept = readKept(FILE, 'key')?.toString();
    assert.match(kept ?? '', /^of [1-4]$/);
    assert.deepEqual(
      ends.map(({ stdout }) => stdout),
      [kept, kept, kept, kept],
    );
  });
}

test('those who all saw the same damage agree, however late one of them is', () => {
  const damaged = 'damaged';
  writeFileSync(FILE, damaged);
  const winner = keepFirst(FILE, 'key', 'first', always).toString();
  // Another looked at the file before that, and goes on only now.
  writeFileSync(FILE, damaged);
  assert.equal(keepFirst(FILE, 'key', 'second', always).toString(), winner);
});

test('what a killed writer left goes after a day, and nothing else does', () => {
  const left = 'thing.01234567-89ab-cdef-0123-456789abcdef';
  const mine = ['thing.txt', 'other.01234567-89ab-cdef-0123-456789abcdef', `${left}0`.replace('0', 'x')];
  for (const name of [left, ...mine]) writeFileSync(path.join(FOLDER, name), '');
  keep(FILE, 'key', BODY);
  assert.equal(readdirSync(FOLDER).length, 5);
  for (const name of [left, ...mine]) utimesSync(path.join(FOLDER, name), 1, 1);
  keep(FILE, 'key', BODY);
  assert.deepEqual(readdirSync(FOLDER).sort(), ['thing', ...mine].sort());
});

/** What may lie where a file of ours should. */
const ELSE: Readonly<Record<string, () => void>> = {
  'a pipe': () => execFileSync('mkfifo', [FILE]),
  'a device that never ends': () => symlinkSync('/dev/zero', FILE),
  'a link to itself': () => symlinkSync('thing', FILE),
  'a link that leads nowhere': () => symlinkSync('nowhere', FILE),
  'a folder': () => mkdirSync(FILE),
  'a folder with something in it': () => mkdirSync(path.join(FILE, 'more'), { recursive: true }),
  'a file that is too large to be ours': () => {
    writeFileSync(FILE, '');
    truncateSync(FILE, 3 * 2 ** 30);
  },
};

for (const [what, lay] of Object.entries(ELSE)) {
  test(`${what} counts as absent, and is replaced`, () => {
    lay();
    assert.equal(readKept(FILE, 'key'), undefined);
    keep(FILE, 'key', BODY);
    assert.deepEqual(readKept(FILE, 'key'), BODY);
  });

  test(`${what} is damage about which all agree`, () => {
    lay();
    assert.equal(keepFirst(FILE, 'key', 'mine', always).toString(), 'mine');
    assert.equal(keepFirst(FILE, 'key', 'yours', always).toString(), 'mine');
    assert.equal(readKept(FILE, 'key')?.toString(), 'mine');
  });
}

test('where nothing can be written it says so, and leaves no draft', () => {
  assert.throws(() => keep(path.join(FOLDER, 'no', 'folder'), 'key', BODY), /ENOENT/);
  assert.deepEqual(readdirSync(FOLDER), []);
});
