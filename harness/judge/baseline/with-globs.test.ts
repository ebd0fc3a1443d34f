/** One line for many of one reason, as strict as a line for each. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Status } from '../verdict.ts';
import { isExpected, parseBaseline } from './baseline.ts';
import { globsFor } from './globs.ts';
import { rewriteBaseline } from './rewrite-baseline.ts';
import { staleLines } from './stale-lines.ts';

const FAILING = [
  'srv/fed',
  'srv/legacy',
  'srv/many#a',
  'srv/many#b',
  'well-known/none#x~wk-cert-expired',
  'well-known/none#x~wk-cert-untrusted',
  'well-known/none#y~wk-cert-of-other',
];

test('a reader’s globs, each as wide as it may be', () => {
  const table: readonly [ids: readonly string[], others: readonly string[], globs: readonly string[]][] = [
    [FAILING, [], ['*']],
    [FAILING, ['names/x'], ['srv/*', 'well-known/none#*~wk-cert-*']],
    [FAILING, ['well-known/none#x'], ['srv/*', 'well-known/none#*~wk-cert-*']],
    [FAILING, ['srv/passes', 'well-known/none#y~wk-san'], ['well-known/none#*~wk-cert-*']],
    [FAILING, ['srv/passes', 'well-known/none#y~wk-cert-of-target'], []],
    [['a/b-1', 'a/b-2', 'a/b-3', 'a/c'], ['a/d'], ['a/b-*']],
    [['a/b~cert-x', 'a/c~cert-x', 'd/e~cert-x'], ['a/b', 'a/b~cert-y'], ['*~cert-x']],
    [['a/b', 'a/c'], [], []],
  ];
  for (const [ids, others, globs] of table)
    assert.deepEqual([...globsFor({ ids, others }).keys()], globs, `${ids} but ${others}`);
});

const judged = (id: string, status: Status, text = 'no SRV', because?: string) => ({
  id,
  status,
  level: 'MUST' as const,
  clauses: ['S4-a'],
  reasons: [{ clause: 'S4-a', level: 'MUST' as const, text }],
  ...(because !== undefined && { because: { case: because } }),
});

const VERDICTS = [
  ...FAILING.map((id) => judged(id, 'fail')),
  judged('srv/fed~cert-of-target', 'skip', 'its parent case failed first', 'srv/fed'),
  judged('names/x', 'pass'),
  judged('well-known/none#x', 'pass'),
  judged('well-known/other', 'fail', 'another reason'),
];

const NEW = '# S4-a (MUST): no SRV [new: look at it, and say why or link the issue]';
const WRITTEN = `srv/*  fail  ${NEW}
well-known/none#*~wk-cert-*  fail  ${NEW}
well-known/other  fail  # S4-a (MUST): another reason [new: look at it, and say why or link the issue]
`;

test('what is written gives all as expected, and stays as it is', () => {
  assert.equal(rewriteBaseline('', VERDICTS, true), WRITTEN);
  const baseline = parseBaseline(WRITTEN, 'b');
  assert.deepEqual(baseline.problems, []);
  assert.deepEqual(staleLines(baseline, VERDICTS), []);
  for (const verdict of VERDICTS) assert.ok(isExpected(baseline, verdict), verdict.id);
  assert.equal(rewriteBaseline(WRITTEN, VERDICTS, true), WRITTEN);
});

test('what comes right is told as with a line for each, and the next writing takes it out', () => {
  const baseline = parseBaseline(WRITTEN, 'b');
  for (const id of [...FAILING, 'srv/fed~cert-of-target'])
    assert.equal(isExpected(baseline, { id, status: 'pass' }), false, id);
  const now = VERDICTS.map((verdict) => (verdict.id === 'srv/legacy' ? judged(verdict.id, 'pass') : verdict));
  const text = rewriteBaseline(WRITTEN, now, true);
  assert.doesNotMatch(text, /^srv\/(\*|legacy)/m);
  assert.match(text, /^srv\/fed {2}fail/m);
  const after = parseBaseline(text, 'b');
  for (const verdict of now) assert.ok(isExpected(after, verdict), verdict.id);
});

test('reasons and comments that were written are kept, where the first of the lines stood', () => {
  const own = `# Ours
srv/legacy   fail  # issue 7
srv/many#a   fail  # issue 7
srv/many#b   fail  # issue 7
# Theirs
srv/fed      fail  # issue 8
well-known/none#x~wk-cert-expired  fail  # issue 7
`;
  const text = rewriteBaseline(own, VERDICTS, true);
  assert.match(text, /^# Ours\nsrv\/legacy {3}fail {2}# issue 7\n/);
  assert.match(text, /^# Theirs\nsrv\/fed {6}fail {2}# issue 8$/m);
  const baseline = parseBaseline(text, 'b');
  for (const verdict of VERDICTS) assert.ok(isExpected(baseline, verdict), verdict.id);
  assert.equal(rewriteBaseline(text, VERDICTS, true), text);
});

test('after a part of the library each case keeps its line: nobody knows what a glob would cover', () => {
  const part = FAILING.slice(0, 4).map((id) => judged(id, 'fail'));
  assert.equal(rewriteBaseline('', part, false).trimEnd().split('\n').length, 4);
});
