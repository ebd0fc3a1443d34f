import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Case } from '../../model/index.ts';
import { loadCases } from '../load.ts';
import { scenario, scratchLibrary } from '../testing/scratch-library.ts';

/** The case `x/case` of these changes, and as it is bound for being asked once more. */
function boundTwice(changes: Readonly<Record<string, unknown>> = {}) {
  using library = scratchLibrary({ 'x/case.json': scenario(changes) });
  const loaded = library.load();
  assert.deepEqual(loaded.problems, []);
  const [first] = loaded.cases;
  assert.ok(first);
  return { first, again: loaded.bindAgain(first), loaded };
}

const addresses = ({ hosts }: Case) => hosts.flatMap(({ ipv4, ipv6 }) => [ipv4, ipv6]);

test('a case that is asked once more keeps its id, and has names and addresses of its own', () => {
  const { first, again, loaded } = boundTwice();
  assert.ok(again);
  assert.deepEqual([again.id, again.again, again.title], [first.id, true, first.title]);
  assert.deepEqual([again.name, again.server], ['case--again.x.test', 'case--again.x.test']);
  assert.deepEqual(Object.keys(again.zone), ['case--again.x.test']);
  assert.equal(addresses(again).filter((one) => addresses(first).includes(one)).length, 0);
  assert.equal(loaded.bindAgain(first), again, 'it is bound once');
});

test('the letters of a mixed name stay what they were', () => {
  const { first, again } = boundTwice({ server: '{mixed @}' });
  assert.deepEqual([first.server, again?.server], ['CaSe.x.tEsT', 'CaSe--again.x.tEsT']);
});

test('addresses of others are not given away', () => {
  const { first, again } = boundTwice();
  assert.ok(again);
  using library = scratchLibrary({ 'x/case.json': scenario() });
  const other = library.load();
  other.besides([again]);
  const [same] = other.cases;
  assert.ok(same);
  assert.equal(same.hosts[0]?.ipv4, first.hosts[0]?.ipv4);
  const elsewhere = other.bindAgain(same);
  assert.ok(elsewhere);
  assert.equal(addresses(elsewhere).filter((one) => addresses(again).includes(one)).length, 0);
});

const ELSEWHERE = { 'm.server': 'case.x.test:8448' };
const WRITTEN_OUT = { '443': { cert: '@', routes: { '/.well-known/matrix/server': { json: ELSEWHERE } } } };

const IMPOSSIBLE: readonly (readonly [what: string, changes: Readonly<Record<string, unknown>>])[] = [
  ['a server name that is no name of the case', { server: 'lonesome' }],
  ['an owner name that is absolute', { dns: { '@': { A: 'origin' }, 'fixed.test.': { A: 'origin' } } }],
  [
    'its own name written out in a file',
    { hosts: { origin: { '8448': { cert: '@', homeserver: true }, ...WRITTEN_OUT } } },
  ],
];

for (const [what, changes] of IMPOSSIBLE) {
  test(`cannot be there twice: ${what}`, () => assert.equal(boundTwice(changes).again, undefined));
}

test('nearly all of the library can be there twice', () => {
  const { cases, bindAgain } = loadCases({ root: new URL('../../..', import.meta.url).pathname });
  const not = cases.filter((c) => bindAgain(c) === undefined);
  assert.ok(not.length < 0.02 * cases.length, not.map(({ id }) => id).join(' '));
  assert.ok(not.some(({ id }) => id === 'dns/one-label'));
});
