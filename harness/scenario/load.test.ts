import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { caseOf, problemsOf, scenario, scratchLibrary } from './testing/scratch-library.ts';

test('a scenario is found by its path, and its server name follows from it', () => {
  const found = caseOf({});
  assert.equal(found.id, 'x/case');
  assert.equal(found.family, 'x');
  assert.equal(found.name, 'case.x.test');
  assert.equal(found.server, 'case.x.test');
  assert.deepEqual(found.request, { kind: 'http', method: 'GET', path: '/_matrix/federation/v1/version' });
});

const vary = [{ id: '404' }, { id: 'port', server: '{@}:8448' }, { id: 'no-port', server: null }];

test('each variant is a case of its own', () => {
  using library = scratchLibrary({ 'x/case.json': scenario({ server: '{@}:9', vary }) });
  const { cases, problems } = library.load();
  assert.deepEqual(problems, []);
  assert.deepEqual(
    cases.map(({ id, server }) => [id, server]),
    [
      ['x/case#404', 'case--404.x.test:9'],
      ['x/case#no-port', 'case--no-port.x.test'],
      ['x/case#port', 'case--port.x.test:8448'],
    ],
  );
});

test('an expectation may be brought by every variant', () => {
  const { expect, ...rest } = scenario();
  using library = scratchLibrary({ 'x/case.json': { ...rest, vary: [{ id: 'a', expect }] } });
  assert.deepEqual(library.load().problems, []);
});

const SELECTIONS: readonly [selectors: string[], ids: string[]][] = [
  [[], ['srv/one', 'srv/two', 'wk/case#a', 'wk/case#b']],
  [['srv/one'], ['srv/one']],
  [['srv/*'], ['srv/one', 'srv/two']],
  [['*'], ['srv/one', 'srv/two', 'wk/case#a', 'wk/case#b']],
  [['wk/case'], ['wk/case#a', 'wk/case#b']],
  [['wk/case#b'], ['wk/case#b']],
  [['*#b'], ['wk/case#b']],
  [['*/case#*'], ['wk/case#a', 'wk/case#b']],
  [
    ['srv/one', 'srv/*', 'srv/one'],
    ['srv/one', 'srv/two'],
  ],
];

const LIBRARY = {
  'srv/one.json': scenario(),
  'srv/two.json': scenario(),
  'wk/case.json': scenario({ vary: [{ id: 'b' }, { id: 'a' }] }),
  'scenario.schema.json': '{}',
  'renamed.json': '{}',
  'srv/notes.md': 'not a scenario',
};

for (const [selectors, ids] of SELECTIONS) {
  test(`selecting ${selectors.join(' ') || 'nothing'} gives ${ids.join(' ')}`, () => {
    using library = scratchLibrary(LIBRARY);
    const { cases, problems } = library.load(...selectors);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      cases.map(({ id }) => id),
      ids,
    );
  });
}

const UNKNOWN: readonly [selector: string, message: string][] = [
  ['srv/ohne', 'no case "srv/ohne"; did you mean "srv/one"?'],
  ['srv/case', 'no case "srv/case"; did you mean "wk/case"?'],
  ['one', 'no case "one"; did you mean "srv/one"?'],
  ['srv', 'no case "srv"; did you mean "srv/*"?'],
  ['wk/case#c', 'no case "wk/case#c"; did you mean "wk/case#a"?'],
  ['no/such/*', 'no case "no/such/*"; `npx signpost list \'*\'` shows all ids; the families are srv wk'],
];

for (const [selector, message] of UNKNOWN) {
  test(`nothing is called ${selector}`, () => {
    using library = scratchLibrary(LIBRARY);
    const { cases, problems } = library.load(selector);
    assert.deepEqual(cases, []);
    const near = problems.map((problem) => problem.message.replace('#b"', '#a"'));
    assert.deepEqual(near, [message]);
  });
}

test('a file anywhere belongs to the family of its folder', () => {
  using library = scratchLibrary({ ...LIBRARY, '../My Cases/odd.json': scenario() });
  const file = path.join(library.root, 'My Cases', 'odd.json');
  const { cases, problems } = library.load(file, `${library.root}/scenarios/wk/case.json#a`, 'wk/case#a');
  assert.deepEqual(problems, []);
  assert.deepEqual(
    cases.map(({ id }) => id),
    ['my-cases/odd', 'wk/case#a'],
  );
});

test('a file that is not there, is a folder, or is not UTF-8', () => {
  using library = scratchLibrary({ 'dir.json/case.json': scenario() });
  const [missing, folder] = [
    path.join(library.root, 'no.json'),
    path.join(library.root, 'scenarios/dir.json'),
  ];
  const { problems } = library.load(missing, folder);
  assert.deepEqual(
    problems.map(({ code }) => code),
    ['unreadable', 'unreadable'],
  );
  assert.match(problems[0]?.message ?? '', /no\.json is not there; name a scenario file/);
  assert.match(problems[1]?.message ?? '', /dir\.json is a folder, and not a file; name a scenario file/);
});

test('two files with one id', () => {
  using library = scratchLibrary({ 'srv/one.json': scenario(), '../other/srv/one.json': scenario() });
  const { problems } = library.load('srv/one', path.join(library.root, 'other/srv/one.json'));
  assert.deepEqual(
    problems.map(({ code, hint }) => [code, hint]),
    [['duplicate-id', 'rename one of the files']],
  );
  assert.match(problems[0]?.what ?? '', /^the case srv\/one is also in .*scenarios\/srv\/one\.json$/);
});

test('a broken file stops only those who select it', () => {
  using library = scratchLibrary({ ...LIBRARY, 'srv/broken.json': '{' });
  assert.deepEqual(library.load('srv/one', 'wk/*').problems, []);
  assert.deepEqual(
    library.load('srv/broken').problems.map(({ code }) => code),
    ['bad-json'],
  );
  assert.deepEqual(
    library.load('srv/broken#x').problems.map(({ code }) => code),
    ['bad-json'],
  );
});

test('an absolute name has one owner', () => {
  const taken = scenario({ dns: { '@': { A: 'origin' }, '127.1.': { A: 'origin' } } });
  using library = scratchLibrary({ 'x/one.json': taken, 'x/two.json': taken });
  const { problems } = library.load();
  assert.deepEqual(
    problems.map(({ what }) => what),
    ['the name "127.1." belongs to the case x/one already'],
  );
});

test('a name of another case cannot be taken', () => {
  const thief = scenario({ dns: { '@': { A: 'origin' }, '_matrix._tcp.one.x.test.': { A: 'origin' } } });
  using library = scratchLibrary({ 'x/one.json': scenario(), 'x/two.json': thief });
  assert.deepEqual(
    library.load().problems.map(({ code }) => code),
    ['duplicate-id'],
  );
});

test('the control of a refusal must be there', () => {
  const expect = { refuse: true, control: 'x/onee' };
  using library = scratchLibrary({ 'x/one.json': scenario(), 'x/two.json': scenario({ expect }) });
  assert.deepEqual(
    library.load('x/two').problems.map(({ what, hint }) => [what, hint]),
    [['no case "x/onee"', 'did you mean "x/one"?']],
  );
});

test('a file with 1,000 variants loads, each with addresses of its own', () => {
  const many = Array.from({ length: 1000 }, (_, index) => ({ id: `v${index}` }));
  using library = scratchLibrary({ 'x/case.json': scenario({ vary: many }) });
  const { cases, problems } = library.load();
  assert.deepEqual(problems, []);
  assert.equal(new Set(cases.flatMap(({ hosts }) => hosts.map(({ ipv4 }) => ipv4))).size, 1000);
});

test('what is wrong in the body of a file is said once, in a variant where it is written', () => {
  const text = JSON.stringify(
    scenario({ tag: [], vary: [{ id: 'a' }, { id: 'b' }, { id: 'c', level: 'must' }] }),
  );
  const problems = problemsOf(text);
  assert.equal(problems.length, 2);
  assert.match(problems[0] ?? '', /^1:\d+: unknown key "tag"; did you mean "tags"\?$/);
  assert.match(problems[1] ?? '', /^1:\d+: "must" is not known here; did you mean "MUST"\?$/);
});
