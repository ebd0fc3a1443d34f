import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Machine } from '../model/index.ts';
import { byMachine } from './machine-groups.ts';

const caseWith = (id: string, machine?: Machine) => ({ id, ...(machine && { machine }) });

test('cases that want the same of the machine share it, but for its own addresses', () => {
  const { together, alone } = byMachine([
    caseWith('plain'),
    caseWith('search', { search: ['a.test'] }),
    caseWith('own', { loopback: true }),
    caseWith('search-too', { search: ['a.test'] }),
    caseWith('own-too', { loopback: true }),
    caseWith('ndots', { search: ['a.test'], ndots: 5 }),
    caseWith('plain-too'),
  ]);
  const names = (cases: readonly { id: string }[]) => cases.map(({ id }) => id);
  assert.deepEqual(names(together), ['plain', 'plain-too']);
  assert.deepEqual(
    alone.map(({ cases }) => names(cases)),
    [['search', 'search-too'], ['own'], ['own-too'], ['ndots']],
  );
});
