import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { loadCases } from '../../scenario/index.ts';
import { damages } from '../../testing/damage.ts';
import { choose } from './choice.ts';
import { keepLibraryIn, kept } from './kept-library.ts';
import { projectRoot } from './project.ts';

const PLACE = mkdtempSync(path.join(tmpdir(), 'signpost-kept-'));
const ROOT = path.join(PLACE, 'project');
const FOLDER = path.join(PLACE, 'bundle');
const SCENARIO = path.join(ROOT, 'scenarios', 'srv', 'fed.json');

beforeEach(() => {
  for (const place of [ROOT, FOLDER]) rmSync(place, { recursive: true, force: true });
  mkdirSync(path.dirname(SCENARIO), { recursive: true });
  mkdirSync(path.join(ROOT, 'fixtures', 'spec'), { recursive: true });
  mkdirSync(FOLDER);
  writeFileSync(SCENARIO, '{}');
  keepLibraryIn(FOLDER);
});

after(() => rmSync(PLACE, { recursive: true }));

let made = 0;
const count = (what = 'cases') => kept(ROOT, what, () => ({ made: ++made }));

test('what was made is there again, and each for itself', () => {
  const first = count();
  assert.deepEqual(count(), first);
  assert.notDeepEqual(count('twins'), first);
  assert.deepEqual(count(), first);
  assert.deepEqual(readdirSync(FOLDER), ['library-cases', 'library-twins']);
});

const CHANGES: Readonly<Record<string, () => void>> = {
  'a scenario was written to': () => utimesSync(SCENARIO, 1, 1),
  'there is another scenario': () => writeFileSync(path.join(ROOT, 'scenarios', 'srv', 'new.json'), '{}'),
  'a scenario is gone': () => rmSync(SCENARIO),
  'there are other clauses': () => writeFileSync(path.join(ROOT, 'fixtures', 'spec', 'clauses.json'), '{}'),
  'what was kept is cut off': () => writeFileSync(path.join(FOLDER, 'library-cases'), 'x'),
};

for (const [what, change] of Object.entries(CHANGES)) {
  test(`it is made anew where ${what}`, () => {
    const first = count();
    change();
    keepLibraryIn(FOLDER);
    const second = count();
    assert.notDeepEqual(second, first);
    assert.deepEqual(count(), second);
  });
}

test('it is made anew wherever a bit of it is flipped, or it is cut off', () => {
  const file = path.join(FOLDER, 'library-cases');
  const first = count();
  const whole = readFileSync(file);
  for (const { what, bytes } of damages(whole, whole.length)) {
    writeFileSync(file, bytes);
    const again = count();
    assert.notDeepEqual(again, first, what);
    assert.deepEqual(count(), again, what);
  }
});

test('buffers come back with memory of their own', () => {
  const body = () => kept(ROOT, 'cases', () => [Buffer.from('{}'), 'x'.repeat(100_000)] as const)[0];
  assert.deepEqual(body(), Buffer.from('{}'));
  const again = body();
  assert.deepEqual(again, Buffer.from('{}'));
  assert.equal(again.buffer.byteLength, 2);
});

test('where it cannot be made nothing is kept', () => {
  const fail = () =>
    kept(ROOT, 'cases', () => {
      throw new Error('a mistake');
    });
  assert.throws(fail, /a mistake/);
  assert.deepEqual(readdirSync(FOLDER), []);
});

test('where nothing can be kept it is made each time', () => {
  keepLibraryIn(path.join(FOLDER, 'not', 'there'));
  assert.notDeepEqual(count(), count());
});

test('the library comes back as it was read', () => {
  const root = projectRoot();
  const { cases } = loadCases({ root });
  const whole = () => choose(root, [], { twins: 'along' });
  const [first, second] = [whole(), whole()];
  assert.deepEqual(first.cases, cases);
  assert.deepEqual(second.cases, cases);
  assert.ok(first.twins().length > 0);
  assert.deepEqual(second.twins(), first.twins());
});
