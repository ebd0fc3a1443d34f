/** What `signpost explain` prints and refuses, and how it ends. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { callSignpost } from './testing/call-signpost.ts';

const FOLDER = mkdtempSync(path.join(tmpdir(), 'signpost-explain-'));
after(() => rmSync(FOLDER, { recursive: true, force: true }));

function written(name: string, text: string): string {
  const file = path.join(FOLDER, name);
  writeFileSync(file, text);
  return file;
}

const ZONE = written('zone', '$ORIGIN example.org.\n@ A 198.51.100.10\nmatrix A 198.51.100.20\n');
const FILE = written('file', '{"m.server": "matrix.example.org:443",}');

const explain = (...args: readonly string[]) => callSignpost(FOLDER, ['explain', ...args]);

test('a name alone says what to run', async () => {
  const { code, stdout } = await explain('example.org');
  assert.equal(code, 3);
  assert.match(stdout, /^It is not known yet where others look for example\.org: paste what https:/);
  assert.match(
    stdout,
    /\n {2}curl -sSiL --compressed --max-time 60 https:\/\/example\.org\/\.well-known\/matrix\/server > /,
  );
});

test('--commands is lines for a shell and nothing else', async () => {
  const { code, stdout } = await explain('example.org', '--commands');
  assert.equal(code, 3);
  const lines = stdout.trimEnd().split('\n');
  assert.deepEqual(
    lines.map((line) => line.split(' ')[0]),
    ['curl', 'dig', lines[2]?.split(' ')[0]],
  );
  assert.match(
    lines[2] ?? '',
    / explain example\.org --zone example\.org\.dns\.txt --well-known example\.org\.well-known\.txt$/,
  );
});

test('--commands has nothing to say where nothing is missing', async () => {
  const { code, stdout } = await explain('nowhere.example.org:1', '--zone', ZONE, '--commands');
  assert.deepEqual({ code, stdout }, { code: 1, stdout: '' });
});

test('the answer comes first, and then what is most harmful, with its place', async () => {
  const { code, stdout } = await explain('example.org', '--zone', ZONE, '--well-known', FILE);
  assert.equal(code, 0);
  const [answer, , first, instead] = stdout.split('\n');
  assert.equal(
    answer,
    'Others look for example.org at 198.51.100.10:8448; what answers there was not pasted.',
  );
  assert.equal(first, `1. ${FILE}:1:39: your file is ignored: trailing comma`);
  assert.equal(instead, '   write {"m.server": "matrix.example.org:443"}');
});

test('--json is all of it as data', async () => {
  const { code, stdout } = await explain('example.org', '--zone', ZONE, '--well-known', FILE, '--json');
  assert.equal(code, 0);
  const { server, findability, remarks, needed } = JSON.parse(stdout);
  assert.deepEqual([server, findability.kind, remarks[0].kind], ['example.org', 'found', 'file-not-json']);
  assert.deepEqual(needed, [{ kind: 'certificate', endpoint: '198.51.100.10:8448', sni: 'example.org' }]);
});

test('what is no server name is told what was meant', async () => {
  const { code, stderr } = await explain('https://example.org/');
  assert.equal(code, 64);
  assert.match(
    stderr,
    /"https:\/\/example\.org\/" is a URL, and no server name\n.*did you mean example\.org\?/,
  );
});

test('only one file can be the standard input', async () => {
  const { code, stderr } = await explain('example.org', '--zone', '-', '--well-known', '-');
  assert.equal(code, 64);
  assert.match(stderr, /only one file can be read from the standard input, and several are named -/);
});
