import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Parts } from '../parts.ts';
import { specParts } from '../spec-parts.ts';
import { mutants } from './mutants.ts';

test('each mutant replaces exactly the one part it names', () => {
  for (const { meta, parts } of mutants) {
    assert.deepEqual(Object.keys(parts), [meta.replaces], meta.name);
    const [part] = Object.values(parts as Parts);
    assert.equal(typeof part, 'function', meta.name);
    assert.notEqual(part, specParts[meta.replaces], meta.name);
  }
});

test('names are unique, and each mutant shows the report it comes from', () => {
  const names = mutants.map(({ meta }) => meta.name);
  assert.equal(new Set(names).size, names.length);
  for (const { meta } of mutants) {
    assert.match(meta.name, /^[a-z0-9-]+$/);
    assert.ok(meta.see.length > 0, meta.name);
    for (const url of meta.see) assert.ok(URL.canParse(url), url);
  }
});
