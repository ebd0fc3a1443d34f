import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { MOST_BYTES, NamedFileError, readNamed, readNamedBytes, writeNamed } from './named-file.ts';

const FOLDER = mkdtempSync(path.join(tmpdir(), 'signpost-named-'));
after(() => rmSync(FOLDER, { recursive: true }));

const at = (name: string) => path.join(FOLDER, name);
const server = createServer();
after(() => server.close());

writeFileSync(at('text'), 'grüße\n');
writeFileSync(at('latin1'), Buffer.from([0x67, 0xfc]));
writeFileSync(at('huge'), '');
truncateSync(at('huge'), MOST_BYTES + 1);
execFileSync('mkfifo', [at('fifo')]);
symlinkSync('fifo', at('to-fifo'));
symlinkSync('/dev/zero', at('to-zero'));
symlinkSync('itself', at('itself'));
mkdirSync(at('folder'));
await new Promise<void>((resolve) => server.listen(at('socket'), resolve));

const REFUSED: readonly [name: string, why: RegExp][] = [
  ['fifo', /^is a pipe, and not a file$/],
  ['to-fifo', /^is a pipe, and not a file$/],
  ['to-zero', /^is a device, and not a file$/],
  ['folder', /^is a folder, and not a file$/],
  ['socket', /^is a pipe, a socket or a device, and not a file$/],
  ['itself', /^is a link that leads to itself$/],
  ['absent', /^is not there$/],
  ['text/below', /^is not there: a part of its path is no folder$/],
  ['huge', /^is larger than 64 MiB, which is the most that is read$/],
  ['latin1', /^is not UTF-8$/],
  ['x'.repeat(300), /^has too long a name$/],
];

for (const [name, why] of REFUSED) {
  test(`${name.slice(0, 20)} is refused at once`, () => {
    const refused = (error: unknown) => error instanceof NamedFileError && why.test(error.message);
    const before = openFiles();
    assert.throws(() => readNamed(at(name)), refused);
    assert.equal(openFiles(), before);
  });
}

test('a file, a link to one, and one whose size is not known', () => {
  symlinkSync('text', at('to-text'));
  for (const name of ['text', 'to-text']) assert.equal(readNamed(at(name)), 'grüße\n');
  assert.match(readNamed('/proc/self/status'), /^Name:/);
  assert.equal(readNamedBytes(at('latin1')).length, 2);
});

test('/dev/null is an empty file to read, and none to write', () => {
  assert.equal(readNamed('/dev/null'), '');
  assert.throws(() => writeNamed('/dev/null', ''), /^NamedFileError: is a device/);
});

test('the limit counts what is read, and not what the size says', () => {
  assert.throws(() => readNamed('/proc/self/status', 10), /larger than/);
  assert.equal(readNamed(at('text'), 8), 'grüße\n');
  assert.throws(() => readNamed(at('text'), 7), /larger than/);
});

test('what is written to is a file, too', () => {
  writeNamed(at('text'), 'short');
  assert.equal(readFileSync(at('text'), 'utf8'), 'short');
  for (const name of ['fifo', 'to-zero', 'folder', 'socket']) {
    const before = openFiles();
    assert.throws(() => writeNamed(at(name), 'x'), { name: 'NamedFileError' }, name);
    assert.equal(openFiles(), before);
  }
});

/** A pipe that somebody reads can be opened, and is nevertheless none of ours to write to. */
test('a pipe with a reader is not written to', () => {
  const script = `exec 3<>${at('fifo')}; exec "$@"`;
  const code = `
    const { writeNamed } = await import(${JSON.stringify(path.join(import.meta.dirname, 'named-file.ts'))});
    try { writeNamed(${JSON.stringify(at('fifo'))}, 'x'); } catch (error) { console.log(error.message); }`;
  const argv = [
    process.execPath,
    '--import',
    import.meta.resolve('tsx/esm'),
    '--input-type=module',
    '-e',
    code,
  ];
  const told = execFileSync('sh', ['-c', script, 'sh', ...argv], { encoding: 'utf8' });
  assert.equal(told, 'is a pipe, and not a file\n');
});

const openFiles = () => readdirSync('/proc/self/fd').length;
