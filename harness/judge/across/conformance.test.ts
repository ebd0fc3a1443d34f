import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Case } from '../../model/index.ts';
import type { EarlierVerdict, Status, Verdict } from '../verdict.ts';
import { conformanceOf } from './conformance.ts';

const CASES: readonly Pick<Case, 'id' | 'since' | 'until'>[] = [
  { id: 'port' },
  { id: 'cname', since: 'v1.6' },
  { id: 'fed', since: 'v1.8' },
  { id: 'old', until: 'v1.7' },
];

type Told = Pick<Verdict, 'id' | 'status' | 'level' | 'clauses' | 'before' | 'twin'>;

const told = (id: string, status: Status, clause: string, before?: EarlierVerdict): Told => ({
  id,
  status,
  level: clause === 'S3-i' ? 'SHOULD' : 'MUST',
  clauses: [clause],
  ...(before && { before }),
});

const before = (status: Status): EarlierVerdict => ({
  version: 'v1.7',
  status,
  level: 'implied',
  clauses: ['S5-a'],
});

/** Somebody of v1.8 or later, who looks up `_matrix-fed` whatever the version. */
const modern = [
  told('port', 'pass', 'S32-c'),
  told('cname', 'pass', 'S2-g'),
  told('fed', 'pass', 'S4-a', before('fail')),
  told('old', 'skip', 'S5-a'),
];

/** Somebody who never heard of it. */
const dated = [
  ...modern.slice(0, 2),
  told('fed', 'fail', 'S4-a', before('pass')),
  told('old', 'skip', 'S5-a'),
];

test('who breaks nothing meets the version of the run', () => {
  assert.deepEqual(conformanceOf(CASES, modern, 'v1.19'), { meets: 'v1.19', asked: 3, unasked: 0 });
});

test('who knows one service only meets v1.7, where that was right', () => {
  assert.deepEqual(conformanceOf(CASES, dated, 'v1.19'), {
    meets: 'v1.7',
    missing: { version: 'v1.8', cases: ['fed'], clauses: ['S4-a'] },
    asked: 3,
    unasked: 1,
  });
});

test('what fails in an older version as well is no older version met', () => {
  const wrong = [told('port', 'fail', 'S32-c'), ...modern.slice(1)];
  assert.deepEqual(conformanceOf(CASES, wrong, 'v1.19'), {
    meets: null,
    missing: { version: 'v1.19', cases: ['port'], clauses: ['S32-c'] },
    asked: 3,
    unasked: 0,
  });
});

test('the newer version is told of only where the run went by it', () => {
  assert.equal(conformanceOf(CASES, dated, 'v1.5')?.meets, 'v1.5');
  assert.equal(conformanceOf(CASES, modern, 'v1.20')?.meets, 'v1.20');
});

test('a clause of v1.6 leaves v1.5 met', () => {
  const without = [told('port', 'pass', 'S32-c'), told('cname', 'fail', 'S2-g'), dated[2], dated[3]].flatMap(
    (one) => one ?? [],
  );
  const found = conformanceOf(CASES, without, 'v1.19');
  assert.deepEqual([found?.meets, found?.missing?.version], ['v1.5', 'v1.6']);
});

test('what breaks a SHOULD keeps nobody from a version', () => {
  const careless = [told('port', 'fail', 'S3-i'), ...modern.slice(1)];
  assert.equal(conformanceOf(CASES, careless, 'v1.19')?.meets, 'v1.19');
});

test('what could not be asked is counted', () => {
  const mute = modern.map((one): Told => (one.id === 'cname' ? { ...one, status: 'skip' } : one));
  assert.deepEqual(conformanceOf(CASES, mute, 'v1.19'), { meets: 'v1.19', asked: 2, unasked: 1 });
});

test('twins count as what is broken, and are not counted', () => {
  const twin = { parent: 'port', role: 'cert-of-target', listener: 'hs:8448' } as const;
  const of = (status: Status): Told => ({ ...told('port~cert-of-target', status, 'S32-e'), twin });
  const cases = [...CASES, { id: 'port~cert-of-target' }];
  assert.equal(conformanceOf(cases, [...modern, of('pass')], 'v1.19')?.asked, 3);
  assert.deepEqual(conformanceOf(cases, [...modern, of('fail')], 'v1.19')?.missing?.cases, [
    'port~cert-of-target',
  ]);
});

test('what most cases break is told first', () => {
  const wrong = (id: string, clauses: readonly string[]): Told => ({ ...told(id, 'fail', 'S2-c'), clauses });
  const verdicts = [wrong('port', ['A-1', 'S2-c']), wrong('cname', ['S2-c']), ...modern.slice(2)];
  assert.deepEqual(conformanceOf(CASES, verdicts, 'v1.19')?.missing?.clauses, ['S2-c', 'A-1']);
});

test('an error of ours leaves it open', () => {
  assert.equal(conformanceOf(CASES, [...modern, told('port', 'error', 'S32-c')], 'v1.19'), undefined);
  assert.equal(conformanceOf(CASES, [], 'v1.19'), undefined);
});
