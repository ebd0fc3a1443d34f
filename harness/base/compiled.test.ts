import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { CompiledModules } from './compiled.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signpost-compiled-'));
  write('main', "exports.sum = () => require('./part.cjs').two() + require('node:path').sep.length;");
  write('part', "exports.two = () => 2; exports.main = require('./main.cjs');");
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, source: string) => writeFileSync(join(folder, `${name}.cjs`), source);
const compiledFile = () => join(folder, 'compiled-test');

/** One start: what it computes, and that what was compiled is kept. */
function start(purpose = 'test'): number {
  const modules = new CompiledModules(folder, purpose);
  const sum = modules.load('main').sum();
  modules.keep();
  return sum;
}

test('modules of a bundle ask for each other, in a circle too, and for those of Node', () => {
  assert.equal(start(), 3);
});

test('a module may have any characters', () => {
  write('other', "exports.text = 'é→𝄞';");
  assert.equal(new CompiledModules(folder, 'test').load('other').text, 'é→𝄞');
});

test('what was compiled is kept once, and serves the next start', () => {
  start();
  const { ino } = statSync(compiledFile());
  assert.equal(start(), 3);
  assert.equal(statSync(compiledFile()).ino, ino);
});

test('a module that is loaded for the first time is added', () => {
  start();
  write('late', 'exports.late = true;');
  const modules = new CompiledModules(folder, 'test');
  modules.load('late');
  modules.keep();
  const { ino } = statSync(compiledFile());
  assert.equal(start(), 3);
  assert.equal(statSync(compiledFile()).ino, ino);
});

const DAMAGE: Readonly<Record<string, (whole: Buffer) => Uint8Array>> = {
  'a bit is flipped': (whole) => whole.map((byte, at) => (at === whole.length >> 1 ? byte ^ 4 : byte)),
  'half of it is gone': (whole) => whole.subarray(0, whole.length >> 1),
  'it is empty': () => Buffer.alloc(0),
};

for (const [what, damaged] of Object.entries(DAMAGE)) {
  test(`it is compiled and kept again where ${what}`, () => {
    start();
    writeFileSync(compiledFile(), damaged(readFileSync(compiledFile())));
    const { ino } = statSync(compiledFile());
    assert.equal(start(), 3);
    assert.notEqual(statSync(compiledFile()).ino, ino);
  });
}

test('where nothing can be kept, it goes on', () => {
  assert.equal(start('no/where'), 3);
});

test('a module that throws, or is not there, says so', () => {
  write('broken', "throw new Error('broken');");
  assert.throws(() => new CompiledModules(folder, 'test').load('broken'), /broken/);
  assert.throws(() => new CompiledModules(folder, 'test').load('absent'), /absent\.cjs is not there/);
});
