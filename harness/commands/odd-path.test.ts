/** A path may hold what does something to a terminal, or to the log of a CI: it is shown with that escaped. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { callSignpost } from './testing/call-signpost.ts';

const FOLDER = mkdtempSync(path.join(tmpdir(), 'signpost-odd-path-'));
after(() => rmSync(FOLDER, { recursive: true }));
const ODD = path.join(FOLDER, '\u001b[31mred\n::error ::pwned');
mkdirSync(ODD);
for (const name of ['bad.json', 'implementation.json']) writeFileSync(path.join(ODD, name), '{');
const RED = path.join(FOLDER, '\u001b[31mred');
mkdirSync(RED);
writeFileSync(path.join(RED, 'bad.json'), '{');

const ROWS: readonly (readonly string[])[] = [
  ['lint', path.join(RED, 'bad.json')],
  ['show', path.join(RED, 'bad.json')],
  ['show', path.join(ODD, 'bad.json')],
  ['show', 'srv/fed', '--run', path.join(ODD, 'bad.json')],
  ['show', 'srv/fed', '--run', path.join(ODD, 'absent')],
  ['explain', 'a.test', '--zone', path.join(ODD, 'absent')],
  ['run', 'srv/fed', '-i', ODD],
];

for (const words of ROWS) {
  test(`signpost ${words[0]} … ${words.at(-1)?.length} characters`, async () => {
    const { code, stdout, stderr } = await callSignpost(FOLDER, words);
    const told = stdout + stderr;
    assert.match(told, /\\u\{1b\}\[31mred/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those.
    assert.doesNotMatch(told, /[\x00-\x09\x0b-\x1f]|^::error/m);
    assert.notEqual(code, 0);
  });
}
