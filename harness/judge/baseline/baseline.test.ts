import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Divergence } from '../divergence/divergence.ts';
import type { Status } from '../verdict.ts';
import { EMPTY_BASELINE, isExpected, parseBaseline } from './baseline.ts';
import { rewriteBaseline } from './rewrite-baseline.ts';
import { staleLines } from './stale-lines.ts';

const TEXT = `# What is known
srv/fed#two     pass  # an exception stands above its glob
srv/*           fail  # https://example.org/issues/1

well-known/port~cert-of-target  noted  # accepted once
`;

const baseline = parseBaseline(TEXT, 'x/baseline.txt');
const judged = (id: string, status: Status) =>
  ({
    id,
    status,
    level: 'MUST',
    clauses: ['S33-b'],
    reasons: [{ clause: 'S33-b', level: 'MUST', text: 'Host was x' }],
  }) as const;

test('a line is a glob, a status and a reason', () => {
  assert.deepEqual(baseline.problems, []);
  assert.deepEqual(
    baseline.lines.map(({ line, pattern, status, reason }) => [line, pattern, status, reason]),
    [
      [2, 'srv/fed#two', 'pass', 'an exception stands above its glob'],
      [3, 'srv/*', 'fail', 'https://example.org/issues/1'],
      [5, 'well-known/port~cert-of-target', 'noted', 'accepted once'],
    ],
  );
});

test('mistakes in the file are told with their line', () => {
  const table: [string, RegExp][] = [
    ['srv/*', /^b:1: has no status: write "srv\/\* {2}fail {2}# why"/],
    ['srv/* # because', /^b:1: has no status/],
    ['srv/* fails # because', /^b:1: "fails" is no status.*pass lenient noted fail skip error/],
    ['srv/* fail', /^b:1: has no reason/],
    ['srv/* fail #', /^b:1: has no reason/],
    ['srv/* fail because', /^b:1: has no reason/],
    [
      'srv/* fail: # x',
      /^b:1: "" is no kind of failure: write "srv\/\* {2}fail {2}# why", which holds for every kind/,
    ],
    ['srv/* fail:toString # x', /^b:1: "toString" is no kind of failure/],
    ['srv/* pass:no-host # x', /^b:1: "pass:no-host" is no status/],
    ['srv/* fail:no-host', /^b:1: has no reason: write "srv\/\* {2}fail:no-host {2}# why/],
    ['srv/* fail # x\nsrv/* fail # y', /^b:2: srv\/\* is already on line 1/],
  ];
  for (const [text, message] of table) {
    const { problems } = parseBaseline(text, 'b');
    assert.equal(problems.length, 1, text);
    assert.match(problems[0]?.text ?? '', message);
  }
});

test('expected is what the first fitting line says, else what is no failure', () => {
  const table: [string, Status, boolean][] = [
    ['srv/fed', 'fail', true],
    ['srv/fed', 'pass', false],
    ['srv/fed', 'noted', false],
    ['srv/fed', 'error', false],
    ['srv/fed', 'skip', true],
    ['srv/fed#two', 'pass', true],
    ['srv/fed#two', 'fail', false],
    ['well-known/port~cert-of-target', 'noted', true],
    ['well-known/port~cert-of-target', 'pass', false],
    ['other/case', 'pass', true],
    ['other/case', 'lenient', true],
    ['other/case', 'noted', true],
    ['other/case', 'skip', true],
    ['other/case', 'fail', false],
    ['other/case', 'error', false],
  ];
  for (const [id, status, expected] of table) {
    assert.equal(isExpected(baseline, { id, status }), expected, `${id} ${status}`);
  }
  const broken = parseBaseline('a/b error # known', 'b');
  assert.equal(
    isExpected(broken, { id: 'a/b', status: 'error' }),
    false,
    'nothing makes a run with one green',
  );
  assert.equal(isExpected(EMPTY_BASELINE, { id: 'a/b', status: 'fail' }), false);
});

test('a line that speaks of no case is stale, one behind a glob that covers it too', () => {
  const verdicts = [judged('srv/fed', 'fail'), judged('srv/fed#two', 'pass')];
  assert.deepEqual(
    staleLines(baseline, verdicts).map(({ line }) => line),
    [5],
  );
  const hidden = parseBaseline('srv/* fail # a\nsrv/fed fail # b', 'b');
  assert.match(staleLines(hidden, verdicts)[0]?.text ?? '', /^b:2: srv\/fed speaks of no case/);
});

test('rewriting keeps reasons and comments, drops what came right, and marks what is new', () => {
  const verdicts = [
    judged('srv/fed', 'fail'),
    judged('srv/legacy', 'pass'),
    judged('srv/fed#two', 'pass'),
    judged('well-known/port~cert-of-target', 'pass'),
    judged('well-known/b', 'fail'),
    judged('well-known/a', 'fail'),
    judged('well-known/c', 'error'),
  ];
  const text = rewriteBaseline(TEXT, verdicts, true);
  assert.equal(
    text,
    `# What is known
srv/fed#two     pass  # an exception stands above its glob
srv/fed  fail  # https://example.org/issues/1
well-known/a  fail  # Host was x [new: look at it, and say why or link the issue]
well-known/b  fail  # Host was x [new: look at it, and say why or link the issue]
`,
  );
  const again = parseBaseline(text, 'b');
  assert.deepEqual(again.problems, []);
  assert.equal(
    verdicts.every((v) => v.status === 'error' || isExpected(again, v)),
    true,
  );
  assert.equal(rewriteBaseline(text, verdicts, true), text, 'a second time changes nothing');
});

test('a new line has the reason of its kind of failure, or what was seen, on one line', () => {
  const sni = { kind: 'no-sni', belongs: 'server name', step: '4', event: 1 } as const;
  const table: readonly [divergence: { divergence?: Divergence }, reason: string][] = [
    [{ divergence: sni }, 'sent no SNI'],
    [{}, 'Host was x'],
  ];
  for (const [divergence, reason] of table) {
    const text = rewriteBaseline('', [{ ...judged('a/b', 'fail'), ...divergence }], false);
    assert.equal(text, `a/b  fail  # ${reason} [new: look at it, and say why or link the issue]\n`);
  }
});

test('a line under an old name keeps its kind under the new one', () => {
  const text = rewriteBaseline('srv/o*  fail:no-host  # one\n', [judged('srv/new', 'error')], true, RENAMED);
  assert.equal(text, 'srv/new  fail:no-host  # one\n');
});

test('after a part of the library, lines about the rest stay', () => {
  assert.equal(
    rewriteBaseline(TEXT, [judged('srv/fed', 'fail'), judged('srv/fed#two', 'pass')], false),
    TEXT,
  );
  assert.equal(rewriteBaseline('', [], true), '');
  assert.equal(rewriteBaseline(TEXT, [], true), '# What is known\n');
});

const RENAMED = new Map([
  ['srv/old', 'srv/new'],
  ['srv/table#a', 'x/other#b'],
]);
const OLD = `# Comment
srv/old          fail  # one
srv/old#v~cert-* fail  # two
srv/table#a      fail  # three
sr*/old#*        fail  # four
srv/kept         fail  # five
`;
const NOW = ['srv/kept', 'srv/new', 'srv/new#v', 'srv/new#v~cert-of-other', 'x/other#b'];

test('a line that speaks only of an old name is told the new one', () => {
  const told = { ...parseBaseline(OLD, 'b'), renamed: RENAMED };
  const write = 'write that, or let `npx signpost baseline --write` do it';
  const verdicts = NOW.map((id) => judged(id, 'fail'));
  assert.deepEqual(
    staleLines(told, verdicts).map(({ text }) => text),
    [
      `b:2: srv/old is called srv/new now: ${write}`,
      `b:3: srv/old#v~cert-* is called srv/new#v~cert-* now: ${write}`,
      `b:4: srv/table#a is called x/other#b now: ${write}`,
      `b:5: sr*/old#* is called srv/new#v, srv/new#v~cert-of-other now: ${write}`,
    ],
  );
});

test('what was said under an old name is said under the new one', () => {
  const verdicts = NOW.map((id) => judged(id, 'fail'));
  const expected = `# Comment
srv/new  fail  # one
srv/new#v~cert-*  fail  # two
x/other#b  fail  # three
srv/new#v  fail  # four
srv/kept         fail  # five
`;
  assert.equal(rewriteBaseline(OLD, verdicts, true, RENAMED), expected);
  const [, only] = NOW;
  const some = rewriteBaseline(OLD, [judged(only ?? '', 'fail')], false, RENAMED);
  assert.match(some, /^srv\/new {2}fail {2}# one$/m);
  assert.match(some, /^sr\*\/old#\* {8}fail {2}# four$/m, 'a glob may mean cases that were not asked');
});
