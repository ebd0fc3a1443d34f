import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { nameOfCell } from '../../model/index.ts';
import { coveragePage } from '../../report/index.ts';
import { callSignpost } from '../testing/call-signpost.ts';
import { COVERAGE_PAGE, wholeCoverage } from './coverage.ts';
import { projectRoot } from './project.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'signpost-coverage-'));
  cpSync(path.join(projectRoot(), 'scenarios/srv/fed.json'), path.join(root, 'scenarios/srv/fed.json'));
});
afterEach(() => rmSync(root, { recursive: true }));

function writeMatrix(text: string): void {
  mkdirSync(path.join(root, 'fixtures/golden'), { recursive: true });
  writeFileSync(path.join(root, 'fixtures/golden/kill-matrix.json'), text);
}

const of = (id: string) => wholeCoverage(root).coverage.find(({ clause }) => clause.id === id);

test('scenarios are held against the matrix, twins and all', () => {
  writeMatrix(
    `{ "host-of-srv-target": { "srv/fed": { "clauses": ["S4-b"], "kind": "wrong-host" } },
       "blind": { "srv/fed~cert-of-target": { "clauses": ["S4-c"], "kind": "accepted-certificate" } } }`,
  );
  assert.deepEqual(of('S4-b')?.scenarios, ['srv/fed']);
  assert.deepEqual(of('S4-b')?.mutants, ['host-of-srv-target']);
  assert.deepEqual(of('S4-c')?.mutants, ['blind']);
  assert.equal(of('S5-a')?.lacks, 'scenario');
  assert.deepEqual(wholeCoverage(root).stale, []);
});

test('a case that is gone since makes the matrix stale', () => {
  const kill = '{ "clauses": [], "kind": "wrong-host" }';
  writeMatrix(`{ "host-of-srv-target": { "srv/fed": ${kill}, "srv/gone": ${kill} } }`);
  assert.deepEqual(wholeCoverage(root).stale, ['srv/gone']);
});

test('without a matrix, or with one that cannot be read, it is said how to get one', () => {
  const unread = { code: 'no-kill-matrix', hint: 'run: npx signpost mutants --write' };
  assert.throws(() => wholeCoverage(root), unread);
  writeMatrix('{ "host-of-srv-target": ');
  assert.throws(() => wholeCoverage(root), unread);
});

test('the page is what the library and the matrix make it', () => {
  const { coverage, matrix } = wholeCoverage(projectRoot());
  const page = readFileSync(path.join(projectRoot(), COVERAGE_PAGE), 'utf8');
  assert.ok(
    page === coveragePage(coverage, matrix),
    `${COVERAGE_PAGE} is out of date: run npx signpost lint --coverage --write`,
  );
});

test('each possible cell of the finality matrix has a case, and a mutant that it catches', () => {
  const owed = wholeCoverage(projectRoot()).matrix.filter(({ lacks }) => lacks !== undefined);
  assert.deepEqual(owed.map(nameOfCell), []);
});

test('coverage is of the whole library, and its options go with it', async () => {
  for (const [args, message] of [
    [['--coverage', 'srv/fed'], /--coverage is about the whole library/],
    [['--json'], /--json and --write go with --coverage/],
    [['--write', 'srv/fed'], /--json and --write go with --coverage/],
  ] as const) {
    const { code, stderr } = await callSignpost(root, ['lint', ...args]);
    assert.equal(code, 64, args.join(' '));
    assert.match(stderr, message);
  }
});
