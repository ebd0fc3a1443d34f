/** `load`: what is asked where the machine has much to do, by who has no time for the whole library. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAboutStalls } from '../model/index.ts';
import { loadCases } from './load.ts';

const root = new URL('../..', import.meta.url).pathname;
const { cases } = loadCases({ root });
const tagged = loadCases({ root, selectors: ['tag:load'] }).cases;

test('the tag selects the cases that bear it, some 200', () => {
  assert.deepEqual(
    tagged.map(({ id }) => id),
    cases.filter(({ tags }) => tags.includes('load')).map(({ id }) => id),
  );
  assert.ok(tagged.length >= 180 && tagged.length <= 240, `${tagged.length}`);
});

test('each family is among them, and every case about stalls', () => {
  const families = (of: typeof cases) => [...new Set(of.map(({ family }) => family))].sort();
  assert.deepEqual(families(tagged), families(cases));
  const left = cases.filter((c) => isAboutStalls(c) && !c.tags.includes('load')).map(({ id }) => id);
  assert.deepEqual(left, [], 'write "tags": ["load"] into them');
});
