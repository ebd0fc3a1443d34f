import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Case } from '../model/index.ts';
import { loadCases } from '../scenario/index.ts';
import { plainCases, withFewTwins } from './plain-cases.ts';

const { cases } = loadCases({ root: new URL('../../', import.meta.url).pathname, selectors: [] });

test('a part of the library that is about all that it is about', () => {
  const plain = [...plainCases(cases)];
  const scored = cases.filter(({ level, rounds }) => level !== 'record' && rounds === undefined);
  const about = (of: readonly Case[]) =>
    new Set(of.flatMap((c) => c.clauses.map((id) => `${c.family} ${id}`)));
  const told = about(plain);
  assert.deepEqual(
    [...about(scored)].filter((subject) => !told.has(subject)),
    [],
  );
  assert.ok(plain.length < cases.length / 2, `${plain.length} of ${cases.length}`);
});

test('of the twins of one kind in one step there is one', () => {
  const [parent] = cases;
  assert.ok(parent);
  const twinOf = (id: string, role: string): Case => ({
    ...parent,
    id,
    twin: { parent: parent.id, role, listener: 'a:1' },
  });
  const all = [parent, twinOf('a', 'x'), twinOf('b', 'x'), twinOf('c', 'y')];
  assert.deepEqual(
    withFewTwins(all).map(({ id }) => id),
    [parent.id, 'a', 'c'],
  );
});
