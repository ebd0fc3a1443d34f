import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Expectation } from '../model/index.ts';
import { checkClauses, clause, clauses, familyOf, specLink, UnknownClause } from './clause.ts';
import { inSpan, nameOfVersion, SPEC_VERSIONS } from './version.ts';

test('every id is there once, every text is short', () => {
  const ids = clauses.map((c) => c.id);
  assert.equal(new Set(ids).size, ids.length);
  for (const { id, text } of clauses) assert.ok(text.length <= 130, `${id}: ${text.length} characters`);
});

test('what no scenario is owed for says why, and nothing else does', () => {
  for (const { id, testable, why } of clauses) assert.equal(why === undefined, testable === 'yes', id);
});

test('every family of clauses is numbered without a gap', () => {
  for (const [index, { id }] of clauses.entries()) {
    const [family = '', ordinal] = id.split('-');
    const before = clauses[index - 1]?.id.split('-') ?? [];
    const first = /^S\d/.test(family) ? 'a' : '1';
    assert.equal(ordinal, before[0] === family ? following(before[1] ?? '') : first, id);
  }
});

test('every family has a title, and no title is without a family', () => {
  const { families } = JSON.parse(
    readFileSync(new URL('../../fixtures/spec/clauses.json', import.meta.url), 'utf8'),
  );
  assert.deepEqual([...new Set(clauses.map(familyOf))], Object.values(families));
});

function following(ordinal: string): string {
  const number = Number(ordinal);
  return number ? String(number + 1) : String.fromCharCode(ordinal.charCodeAt(0) + 1);
}

test('every clause is linked in every version that has it, each section where it is in that version', () => {
  for (const c of clauses) {
    for (const version of SPEC_VERSIONS.filter((v) => inSpan(c, v))) {
      const [, named] =
        /^https:\/\/spec\.matrix\.org\/(unstable|v1\.\d+)\/[a-z-]*\/?#[a-z]/.exec(specLink(c, version)) ?? [];
      assert.equal(named, nameOfVersion(version), `${c.id} in ${version}: ${specLink(c, version)}`);
    }
  }
});

test('a section that moved is linked where it was', () => {
  for (const [id, version, link] of [
    ['T-1', 'v1.3', 'https://spec.matrix.org/v1.3/server-server-api/#resolving-server-names'],
    ['T-1', 'v1.4', 'https://spec.matrix.org/v1.4/server-server-api/#tls'],
    ['CD-3', 'v1.14', 'https://spec.matrix.org/v1.14/client-server-api/#well-known-uri'],
    ['CD-3', 'v1.15', 'https://spec.matrix.org/v1.15/client-server-api/#well-known-uris'],
    ['CD-19', 'v1.20', 'https://spec.matrix.org/unstable/client-server-api/#well-known-uris'],
  ] as const) {
    assert.equal(specLink(id, version), link);
  }
});

test('a clause that a version does not have is linked in the nearest that has it', () => {
  assert.equal(specLink('PS-4', 'v1.2'), 'https://spec.matrix.org/v1.18/server-server-api/#policy-servers');
  assert.equal(specLink('K-7'), 'https://spec.matrix.org/v1.5/server-server-api/#publishing-keys');
});

test('an unknown clause names the nearest', () => {
  assert.throws(() => clause('S33a'), new UnknownClause('S33a'));
  for (const [typo, meant] of [
    ['S33a', 'S33-a'],
    ['s4-c', 'S4-c'],
    ['AMB-100', 'AMB-10'],
    ['S32-z', 'S32-a'],
    ['something else', undefined],
  ] as const) {
    assert.equal(new UnknownClause(typo).nearest, meant);
  }
});

test('links lead to the section in the version asked for', () => {
  assert.equal(specLink('S33-e'), 'https://spec.matrix.org/v1.19/server-server-api/#resolving-server-names');
  assert.equal(specLink('G-4', 'v1.7'), 'https://spec.matrix.org/v1.7/appendices/#server-name');
});

test('the citations of a case are looked up, and complained about at their place', () => {
  const text = '{\n  "clauses": ["S6-a",\n    "S6-x"]\n}';
  const none: Expectation = { connect: [], refuse: false, saw: [], never: [], atMost: [] };
  const source = { file: 'a.json', text };
  const [complaint, ...more] = checkClauses({ clauses: ['S6-a', 'S6-x'], source, expect: none });
  assert.deepEqual(more, []);
  assert.equal(complaint?.message, 'a.json:3:5: there is no clause "S6-x"; did you mean "S6-a"?');
});

test('so are those of its patterns, in every round', () => {
  const lines = [
    '{ "rounds": [',
    '  { "expect": { "saw": [{ "pattern": "tcp *", "clause": "S6-a" }] } },',
    '  { "expect": { "never": ["tcp *", { "pattern": "tcp *",',
    '                                     "clause": "S6-x" }],',
    '                "atMost": [{ "pattern": "tcp *", "count": 1,',
    '                             "clause": "S6-y" }] } }',
    '] }',
  ];
  const source = { file: 'a.json', text: lines.join('\n') };
  const tcp = { kind: 'tcp', to: '*', text: 'tcp *' } as const;
  const none: Expectation = { connect: [], refuse: false, saw: [], never: [], atMost: [] };
  const first: Expectation = { ...none, saw: [{ ...tcp, clause: 'S6-a' }] };
  const second: Expectation = {
    ...none,
    never: [tcp, { ...tcp, clause: 'S6-x' }],
    atMost: [{ pattern: { ...tcp, clause: 'S6-y' }, count: 1 }],
  };
  const round = { resolve: ['a.test'], zone: {}, hosts: [], tolerate: [] } as const;
  const rounds = [first, second].map((expect) => ({ ...round, expect }));
  const messages = checkClauses({ clauses: [], source, expect: none, rounds }).map(({ message }) => message);
  assert.deepEqual(
    messages.map((message) => message.slice(0, message.indexOf(';'))),
    ['a.json:4:48: there is no clause "S6-x"', 'a.json:6:40: there is no clause "S6-y"'],
  );
});
