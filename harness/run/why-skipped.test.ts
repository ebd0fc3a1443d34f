import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Case } from '../model/index.ts';
import { skippedResult } from './case-result.ts';
import { caseWith, roundsOf, twinWith } from './testing/cases.ts';
import { type Circumstances, type Skip, skipText, whySkipped } from './why-skipped.ts';

const ABLE: Circumstances = {
  version: 'v1.19',
  about: { can: ['claim', 'connect', 'signed'], parallel: 2 },
  endOf: () => 'proved',
  missing: undefined,
};
const CLAIMING: Circumstances = { ...ABLE, about: { can: ['claim'], parallel: 2 } };
const TWIN = twinWith('family/sn~cert-of-other', 'family/sn');

const asked: readonly (readonly [string, Case, Circumstances])[] = [
  ['a plain case', caseWith('a'), ABLE],
  ['whoever can do what it needs', caseWith('a', { needs: ['signed', 'connect'] }), ABLE],
  ['what the machine must be able to do', caseWith('a', { needs: ['ipv6', 'blackhole'] }), CLAIMING],
  ['what may be kept, of whoever does not say that it forgets', caseWith('a', { needs: ['memory'] }), ABLE],
  ['as many names as it takes', caseWith('a', { rounds: roundsOf(1, 2) }), ABLE],
  ['the version that it is about', caseWith('a', { since: 'v1.8' }), ABLE],
  ['a twin whose parent is proved', TWIN, ABLE],
  ['a parent that is not proved', caseWith('a'), { ...ABLE, endOf: () => 'astray' }],
];
for (const [what, c, circumstances] of asked)
  test(`asked: ${what}`, () => assert.equal(whySkipped(c, circumstances), undefined));

const skipped: readonly (readonly [string, Case, Circumstances, Skip, string])[] = [
  [
    'another version',
    caseWith('a', { until: 'v1.7' }),
    ABLE,
    { kind: 'version', version: 'v1.19' },
    'not part of v1.19',
  ],
  [
    'the first ability that is lacking',
    caseWith('a', { needs: ['ipv6', 'signed', 'connect'] }),
    CLAIMING,
    { kind: 'ability', need: 'signed' },
    'needs "signed": it does not sign requests',
  ],
  [
    'what a new process cannot have kept',
    caseWith('a', { needs: ['memory'] }),
    { ...ABLE, about: { ...ABLE.about, forgets: true } },
    { kind: 'memory' },
    'a new process cannot have kept it',
  ],
  [
    'more names than it takes',
    caseWith('a', { rounds: roundsOf(1, 3) }),
    ABLE,
    { kind: 'names', names: 3, parallel: 2 },
    'asks for 3 names at the same moment, and it takes 2 at a time',
  ],
  [
    'a twin whose parent went wrong',
    TWIN,
    { ...ABLE, endOf: (id) => (id === 'family/sn' ? 'astray' : 'proved') },
    { kind: 'parent', case: 'family/sn', error: false },
    'its parent case failed first',
  ],
  [
    'a twin whose parent is an error',
    TWIN,
    { ...ABLE, endOf: (id) => (id === 'family/sn' ? 'error' : 'proved') },
    { kind: 'parent', case: 'family/sn', error: true },
    'its parent case ended in an error',
  ],
  [
    'what the machine lacks',
    caseWith('a', { needs: ['ipv6'] }),
    { ...ABLE, missing: 'needs "ipv6": there is none' },
    { kind: 'machine', why: 'needs "ipv6": there is none' },
    'needs "ipv6": there is none',
  ],
];
for (const [what, c, circumstances, skip, text] of skipped)
  test(`skipped: ${what}`, () => {
    assert.deepEqual(whySkipped(c, circumstances), skip);
    assert.equal(skipText(skip), text);
  });

test('what stands first in this order is the reason', () => {
  const rounds = roundsOf(3);
  const twin = { parent: 'p', role: 'r', listener: 'origin:8448' } as const;
  const bad: Circumstances = { ...CLAIMING, endOf: () => 'astray', missing: 'lacks' };
  const kinds = [
    caseWith('a', { until: 'v1.7', needs: ['connect'], rounds, twin }),
    caseWith('a', { needs: ['connect'], rounds, twin }),
    caseWith('a', { rounds, twin }),
    caseWith('a', { twin }),
    caseWith('a'),
  ].map((c) => whySkipped(c, bad)?.kind);
  assert.deepEqual(kinds, ['version', 'ability', 'names', 'parent', 'machine']);
});

test('a skip because of another case names that case, and no other skip does', () => {
  const { status, because } = skippedResult(TWIN, { kind: 'parent', case: 'family/sn', error: false });
  assert.deepEqual([status, because], ['skip', { case: 'family/sn' }]);
  assert.equal('because' in skippedResult(TWIN, { kind: 'running' }), false);
});
