import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sitesOf } from '../model/index.ts';
import { loadCases } from './load.ts';

/** Milliseconds. Pieces that are sent closer together come together by chance, so that a case is another from run to run. */
const APART = 50;

test('the pieces of a body come apart', () => {
  const { cases } = loadCases({ root: new URL('../../', import.meta.url).pathname });
  const drips = cases.flatMap(({ id, hosts }) =>
    hosts
      .flatMap(({ listeners }) => listeners.flatMap(sitesOf))
      .flatMap(({ routes }) => routes.flatMap(({ answers }) => answers))
      .flatMap(({ drip }) => (drip === undefined ? [] : [{ id, ...drip }])),
  );
  assert.ok(drips.length > 5);
  assert.deepEqual(
    drips.filter(({ everyMs }) => everyMs < APART),
    [],
  );
});
