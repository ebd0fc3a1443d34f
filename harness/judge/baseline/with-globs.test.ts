/** One line for many of one reason, as strict as a line for each. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Divergence } from '../divergence/divergence.ts';
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

const SRV = 'used-8448-despite-srv';
const KINDS = { [SRV]: 'no SRV of hs.x.test', 'no-host': 'Host was missing' } as const;

const judged = (id: string, status: Status, kind: keyof typeof KINDS = SRV, because?: string) => ({
  id,
  status,
  reasons: [{ clause: 'S4-a', level: 'MUST' as const, text: `${KINDS[kind]}, in ${id}` }],
  ...(status === 'fail' && { divergence: divergenceOf(kind) }),
  ...(because !== undefined && { because: { case: because } }),
});

function divergenceOf(kind: keyof typeof KINDS): Divergence {
  const place = { step: '4', event: 1 } as const;
  return kind === 'no-host' ? { kind, ...place } : { kind, whose: 'server name', ...place };
}

const VERDICTS = [
  ...FAILING.map((id) => judged(id, 'fail')),
  judged('srv/fed~cert-of-target', 'skip', SRV, 'srv/fed'),
  judged('names/x', 'pass'),
  judged('well-known/none#x', 'pass'),
  judged('well-known/other', 'fail', 'no-host'),
];

const LOOK = '[new: look at it, and say why or link the issue]';
const NEW = `# used port 8448 of a name although it has an SRV record ${LOOK}`;
const WRITTEN = `srv/*  fail:${SRV}  ${NEW}
well-known/none#*~wk-cert-*  fail:${SRV}  ${NEW}
well-known/other  fail  # sent no Host ${LOOK}
`;

const expectedAll = (text: string, verdicts: readonly Parameters<typeof isExpected>[1][]) => {
  const baseline = parseBaseline(text, 'b');
  assert.deepEqual(baseline.problems, []);
  for (const verdict of verdicts) assert.ok(isExpected(baseline, verdict), verdict.id);
};

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

test('what fails below a glob in another way is told, and the next writing takes it out', () => {
  const late = { ...judged('srv/later', 'fail'), id: 'srv/later' };
  const table: readonly [verdict: Parameters<typeof isExpected>[1], expected: boolean][] = [
    [judged('srv/fed', 'fail', 'no-host'), false],
    [judged('srv/later', 'fail', 'no-host'), false],
    [judged('srv/later', 'pass'), false],
    [judged('srv/later', 'noted'), false],
    [judged('srv/later', 'fail'), true],
    // A line of one case holds for whatever way it fails in.
    [judged('well-known/other', 'fail'), true],
  ];
  const baseline = parseBaseline(WRITTEN, 'b');
  for (const [verdict, expected] of table)
    assert.equal(isExpected(baseline, verdict), expected, `${verdict.id} ${verdict.divergence?.kind}`);
  const now = [
    ...VERDICTS.filter(({ id }) => id !== 'srv/legacy'),
    judged('srv/legacy', 'fail', 'no-host'),
    late,
  ];
  const text = rewriteBaseline(WRITTEN, now, true);
  assert.match(text, new RegExp(`^srv/many#a  fail  ${NEW.slice(0, 20)}`, 'm'));
  assert.doesNotMatch(text, /^srv\/(\*|fed~)/m);
  assert.match(text, /^srv\/legacy {2}fail {2}# sent no Host/m);
  expectedAll(text, now);
  assert.equal(rewriteBaseline(text, now, true), text);
});

test('where two globs are wrong about one case, both go', () => {
  const own = `a/*  fail:${SRV}  # issue 7\n*/b  fail:${SRV}  # issue 8\n`;
  const now = ['a/a', 'a/b', 'c/b'].map((id) => judged(id, 'fail', id === 'a/b' ? 'no-host' : SRV));
  const text = rewriteBaseline(own, now, true);
  expectedAll(text, now);
  assert.deepEqual(staleLines(parseBaseline(text, 'b'), now), []);
  assert.equal(rewriteBaseline(text, now, true), text);
});

test('a glob of one reason that somebody gave to failures of several kinds holds for all of them', () => {
  const ids = ['srv/a', 'srv/b', 'srv/c'];
  const verdicts = ids.map((id) => judged(id, 'fail', id === 'srv/b' ? 'no-host' : SRV));
  const own = ids.map((id) => `${id}  fail  # issue 7\n`).join('');
  assert.equal(rewriteBaseline(own, [...verdicts, judged('x/y', 'pass')], true), 'srv/*  fail  # issue 7\n');
});

test('after a part of the library a glob stays, below what it is wrong about; the whole library sorts that out', () => {
  const part = [
    judged('srv/fed', 'pass'),
    judged('srv/legacy', 'fail', 'no-host'),
    judged('srv/many#a', 'fail'),
  ];
  const [, ...rest] = WRITTEN.split('\n');
  const exceptions = `srv/fed  pass  # does not fail any more ${LOOK}\nsrv/legacy  fail  # sent no Host ${LOOK}\n`;
  const text = rewriteBaseline(WRITTEN, part, false);
  assert.equal(text, `${exceptions}srv/*  fail:${SRV}  ${NEW}\n${rest.join('\n')}`);
  const now = VERDICTS.map((verdict) => part.find(({ id }) => id === verdict.id) ?? verdict);
  expectedAll(text, now);
  const whole = rewriteBaseline(text, now, true);
  assert.doesNotMatch(whole, /^srv\/fed /m);
  expectedAll(whole, now);
});

test('an error says nothing of the cases of a glob: it stays, and a line stays, too', () => {
  const now = VERDICTS.map((verdict) =>
    verdict.id === 'srv/fed' || verdict.id === 'well-known/other' ? judged(verdict.id, 'error') : verdict,
  );
  assert.equal(rewriteBaseline(WRITTEN, now, true), WRITTEN);
  const errors = 'srv/*  error  # nothing makes that green\n';
  assert.equal(rewriteBaseline(errors, [judged('srv/fed', 'error')], false), errors);
  assert.equal(rewriteBaseline(errors, [judged('srv/fed', 'error')], true), '');
});

test('a reason that nobody has looked at becomes that of its kind, where its line stands', () => {
  const own = `srv/fed  fail  # S4-a (MUST): Host was x ${LOOK}\n# Mine\nwell-known/other  fail  # issue 9\n`;
  const now = [judged('srv/fed', 'fail'), judged('well-known/other', 'fail', 'no-host')];
  assert.equal(
    rewriteBaseline(own, now, true),
    `srv/fed  fail  ${NEW}\n# Mine\nwell-known/other  fail  # issue 9\n`,
  );
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
