import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { XMatrix, XMatrixProblem } from '../evidence/index.ts';
import type { Case } from '../model/index.ts';
import {
  DH,
  delegated,
  delegatedOutcome,
  inShort,
  judged,
  request,
  SN,
  signed,
  to,
} from './testing/test-world.ts';

const demanding: Case = {
  ...delegated,
  needs: ['signed'],
  expect: { ...delegated.expect, connect: [{ ...to('target:8443', DH), destination: SN }] },
};
const verdict = (c: Case, xMatrix?: readonly XMatrix[], can = ['claim', 'connect', 'signed']) => {
  const events = request(delegated, 'target:8443', xMatrix ? { xMatrix } : {});
  return judged(c, delegatedOutcome, events, { about: { can } });
};

test('the destination counts exactly, and only in a signed request', () => {
  const table: [Case, readonly XMatrix[] | undefined, string][] = [
    [delegated, signed(SN), 'pass'],
    [delegated, signed(DH), 'fail MUST destination'],
    [delegated, signed(SN.toUpperCase()), 'fail MUST destination'],
    [delegated, signed(`${SN}:8448`), 'fail MUST destination'],
    [delegated, signed(''), 'fail MUST destination'],
    [delegated, signed(null), 'pass'],
    [delegated, undefined, 'pass'],
    [delegated, [], 'pass'],
    [demanding, signed(SN), 'pass'],
    [demanding, signed(null), 'fail MUST destination'],
    [demanding, [...signed(SN), ...signed(DH)], 'fail MUST destination'],
    [demanding, undefined, 'pass'],
  ];
  for (const [c, xMatrix, expected] of table) assert.equal(inShort(verdict(c, xMatrix)), expected);
});

test('who writes the destination in another case takes two names for one', () => {
  const clausesOf = (destination: string) => verdict(delegated, signed(destination)).clauses;
  assert.deepEqual(clausesOf(SN.toUpperCase()), ['G-7']);
  assert.deepEqual(clausesOf(DH), ['A-4']);
});

test('an unsigned request is a failure only of who signs, where it has to be signed', () => {
  assert.equal(inShort(verdict(demanding, [])), 'fail MUST signature');
  assert.equal(inShort(verdict(demanding, [], ['claim', 'connect'])), 'pass');
  assert.equal(inShort(verdict(delegated, [])), 'pass');
});

const KINDS: Readonly<Record<XMatrixProblem['kind'], string>> = {
  unreadable: 'fail MUST signature A-1',
  missing: 'fail MUST signature A-1',
  unquoted: 'fail MUST signature A-9',
  untidy: 'lenient signature A-8',
  renamed: 'noted signature AMB-21',
  origin: 'fail MUST signature A-2',
  destination: 'pass',
  'signed-uri': 'fail MUST signature A-5',
  'signed-destination': 'fail MUST signature A-4',
  'signed-content': 'fail MUST signature A-1',
  signature: 'fail MUST signature A-1',
  unverified: 'pass',
};

for (const [kind, expected] of Object.entries(KINDS)) {
  test(`a header that is ${kind}`, () => {
    const problem = { kind: kind as XMatrixProblem['kind'], text: 'is so \u001b[31m' };
    const judgement = verdict(demanding, signed(SN, { problems: [problem] }));
    const clauses = judgement.reasons.flatMap((reason) => reason.clause ?? []);
    assert.equal([inShort(judgement), ...clauses].join(' '), expected);
    for (const { text } of judgement.reasons) assert.equal(text, 'the X-Matrix header is so \\u{1b}[31m');
  });
}

test('a header that cannot be read has one fault and not two', () => {
  const unreadable = { kind: 'unreadable', text: 'is no list of parameters' } as const;
  assert.equal(inShort(verdict(demanding, signed(null, { problems: [unreadable] }))), 'fail MUST signature');
});
