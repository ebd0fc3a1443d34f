import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scenario, scratchLibrary } from '../testing/scratch-library.ts';
import { matcherOf } from './select.ts';

const LIBRARY = {
  'srv/one.json': scenario(),
  'srv/two.json': scenario({ vary: [{ id: 'a' }, { id: 'b' }] }),
};

const ROWS: readonly (readonly [
  selectors: readonly string[],
  cases: readonly string[],
  parentsOnly: readonly string[],
  meant: readonly string[],
])[] = [
  [['srv/one'], ['srv/one'], [], []],
  [['srv/one~x'], ['srv/one'], ['srv/one'], ['srv/one~x']],
  [['srv/one~*', 'srv/one'], ['srv/one'], [], ['srv/one~x', 'srv/one~y']],
  [['srv/two~y'], ['srv/two#a', 'srv/two#b'], ['srv/two#a', 'srv/two#b'], ['srv/two#a~y', 'srv/two#b~y']],
  [['srv/two#b~*'], ['srv/two#b'], ['srv/two#b'], ['srv/two#b~x', 'srv/two#b~y']],
  [
    ['*~x', 'srv/one'],
    ['srv/one', 'srv/two#a', 'srv/two#b'],
    ['srv/two#a', 'srv/two#b'],
    ['srv/one~x', 'srv/two#a~x', 'srv/two#b~x'],
  ],
];

for (const [selectors, ids, parentsOnly, meant] of ROWS) {
  test(`selecting ${selectors.join(' ')} means the twins ${meant.join(' ') || '(none)'}`, () => {
    using library = scratchLibrary(LIBRARY);
    const loaded = library.load(...selectors);
    assert.deepEqual(loaded.problems, []);
    assert.deepEqual(
      loaded.cases.map(({ id }) => id),
      ids,
    );
    assert.deepEqual([...loaded.parentsOnly].sort(), parentsOnly);
    const all = ['srv/one', 'srv/two#a', 'srv/two#b'].flatMap((id) => [`${id}~x`, `${id}~y`]);
    assert.deepEqual(
      all.filter((id) => loaded.twins.some(({ matches }) => matches(id))),
      meant,
    );
  });
}

test('the twins of a file anywhere', () => {
  using library = scratchLibrary(LIBRARY);
  const { cases, twins } = library.load(`${library.root}/scenarios/srv/two.json#a~x`);
  assert.deepEqual(
    cases.map(({ id }) => id),
    ['srv/two#a'],
  );
  const meant = ['srv/two#a~x', 'srv/two#a~y', 'srv/two#b~x'].filter((id) => twins[0]?.matches(id));
  assert.deepEqual(meant, ['srv/two#a~x']);
});

test('a case bound again has names and addresses of its own', () => {
  using library = scratchLibrary(LIBRARY);
  const { cases, rebind } = library.load('srv/one');
  const [one] = cases;
  assert.ok(one);
  const twin = rebind(one, 'srv/one~x');
  assert.equal(twin?.id, 'srv/one~x');
  assert.equal(twin?.server, 'one--x.srv.test');
  assert.deepEqual(Object.keys(twin?.zone ?? {}), ['one--x.srv.test']);
  assert.notEqual(twin?.hosts[0]?.ipv4, one.hosts[0]?.ipv4);
  assert.equal(rebind(one, 'srv/one~x'), twin);
});

test('a case is not bound again under a name that is too long, or when a name in it is absolute', () => {
  const dns = { '@': { A: 'origin' }, '127.1.': { A: 'origin' } };
  using library = scratchLibrary({ ...LIBRARY, 'x/absolute.json': scenario({ dns }) });
  const { cases, rebind } = library.load('srv/one', 'x/absolute');
  for (const c of cases) {
    assert.equal(rebind(c, `${c.id}~${'x'.repeat(60)}`), undefined, c.id);
    assert.equal(rebind(c, `${c.id}~y`)?.id, c.id === 'srv/one' ? 'srv/one~y' : undefined);
  }
});

const TAGGED = {
  'srv/one.json': scenario({ tags: ['first', 'common'] }),
  'srv/two.json': scenario({ vary: [{ id: 'a', tags: ['second'] }, { id: 'b' }] }),
};

const BY_TAG: readonly (readonly [selectors: readonly string[], cases: readonly string[]])[] = [
  [['tag:first'], ['srv/one']],
  [['tag:second'], ['srv/two#a']],
  [['tag:*'], ['srv/one', 'srv/two#a']],
  [
    ['tag:first', 'srv/two#b'],
    ['srv/one', 'srv/two#b'],
  ],
  [['tag:second~x'], ['srv/two#a']],
];

for (const [selectors, ids] of BY_TAG) {
  test(`selecting ${selectors.join(' ')} means ${ids.join(' ')}`, () => {
    using library = scratchLibrary(TAGGED);
    const { cases, problems, twins } = library.load(...selectors);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      cases.map(({ id }) => id),
      ids,
    );
    assert.equal(twins.length, selectors.some((selector) => selector.includes('~')) ? 1 : 0);
  });
}

test('a tag that no case bears', () => {
  using library = scratchLibrary(TAGGED);
  const [problem] = library.load('tag:frist').problems;
  assert.deepEqual(
    [problem?.what, problem?.hint],
    ['no case "tag:frist"', 'the tags are common first second'],
  );
});

test('of a list of cases without their files', () => {
  const isMeant = matcherOf('tag:first');
  assert.deepEqual(
    [{ id: 'srv/one', tags: ['first'] }, { id: 'srv/two', tags: [] }, { id: 'srv/three' }].map(isMeant),
    [true, false, false],
  );
  assert.equal(isMeant({ id: 'srv/one~x', tags: ['first'] }), false);
});
