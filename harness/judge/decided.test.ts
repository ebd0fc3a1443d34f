import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer, Event } from '../evidence/index.ts';
import type { Case } from '../model/index.ts';
import { type Decidedness, isDecided } from './decided.ts';
import {
  closed,
  delegated,
  delegatedOutcome,
  failedClaim,
  handshake,
  question,
  reached,
  request,
  wellKnown,
} from './testing/test-world.ts';

const right = () => request(delegated, 'target:8443');
const shown = () => handshake(delegated, 'target:8443', null);
const wrong = () => request(delegated, 'origin:8448');
const refusing: Case = { ...delegated, expect: { ...delegated.expect, connect: [], refuse: true } };
const saw = [{ kind: 'dns', type: 'SRV', name: '*', text: 'dns SRV *' }] as const;
const seeing: Case = { ...delegated, expect: { ...delegated.expect, saw } };

const PROCESS = { can: ['claim', 'connect'] };
const OWN = { can: ['claim', 'connect'], endsWithAnswer: true };
const CLAIMS = { can: ['claim'] };
const HOMESERVER = { can: ['connect'], answersEarly: true };

function decide(c: Case, about: typeof PROCESS, answer: Answer | null, events: Event[]): string {
  const decision: Decidedness = isDecided({ case: c, outcome: delegatedOutcome, about, answer, events });
  return typeof decision === 'string' ? decision : `${decision.kind} ${decision.ms}`;
}

test('when a case can end', () => {
  const skip = { kind: 'skip', why: 'x' } as const;
  const table: [string, Case, typeof PROCESS, Answer | null, Event[], string][] = [
    ['no answer, nothing seen', delegated, PROCESS, null, [], 'open'],
    ['no answer, met', delegated, PROCESS, null, right(), 'open'],
    ['no answer, contradicted', delegated, PROCESS, null, wrong(), 'open'],
    ['met', delegated, PROCESS, reached, right(), 'decided'],
    ['contradicted', delegated, PROCESS, reached, wrong(), 'decided'],
    ['neither, although it says that it reached', delegated, PROCESS, reached, wellKnown(delegated), 'open'],
    ['a process that failed has ended', delegated, PROCESS, failedClaim, wellKnown(delegated), 'settle 250'],
    ['met, an event still missing', seeing, PROCESS, reached, right(), 'settle 250'],
    ['met, with its event', seeing, PROCESS, reached, [question('SRV', 'x'), ...right()], 'decided'],
    ['refused', refusing, PROCESS, failedClaim, closed(shown()), 'settle 250'],
    ['refused, it says that it reached', refusing, PROCESS, reached, [], 'settle 250'],
    [
      'our own has ended, and so have its connections',
      refusing,
      OWN,
      failedClaim,
      closed(shown()),
      'decided',
    ],
    ['our own, with one still open', refusing, OWN, failedClaim, shown(), 'settle 250'],
    ['our own that saw nothing', delegated, OWN, failedClaim, [], 'decided'],
    ['our own, an event still missing', seeing, OWN, failedClaim, closed(shown()), 'settle 250'],
    ['our own, it says that it reached', refusing, OWN, reached, closed(shown()), 'settle 250'],
    ['our own, refusal broken', refusing, OWN, failedClaim, closed(right()), 'decided'],
    ['refusal broken', refusing, PROCESS, failedClaim, right(), 'decided'],
    ['a homeserver met it', delegated, HOMESERVER, reached, right(), 'decided'],
    ['a homeserver broke it', delegated, HOMESERVER, failedClaim, wrong(), 'decided'],
    [
      'a homeserver goes on behind its answer',
      delegated,
      HOMESERVER,
      failedClaim,
      wellKnown(delegated),
      'open',
    ],
    ['a homeserver that refuses is watched to the end', refusing, HOMESERVER, failedClaim, [], 'open'],
    ['a homeserver with an event still missing', seeing, HOMESERVER, reached, right(), 'open'],
    ['a claim is all there will be', delegated, CLAIMS, reached, [], 'decided'],
    ['a claim in a refusal', refusing, CLAIMS, failedClaim, [], 'settle 250'],
    ['skipped', delegated, HOMESERVER, skip, [], 'decided'],
    ['a broken shim', delegated, PROCESS, { kind: 'error', code: 'x', message: 'x' }, [], 'decided'],
  ];
  for (const [what, c, about, answer, events, decision] of table) {
    assert.equal(decide(c, about, answer, events), decision, what);
  }
});

test('a tolerated reading is as good as the expected one', () => {
  const refuse = { because: 'x', grade: 'lenient', connect: [], refuse: true } as const;
  const c: Case = { ...delegated, tolerate: [refuse] };
  assert.equal(decide(c, PROCESS, reached, []), 'settle 250');
  const other = { because: 'x', grade: 'lenient', connect: seeing.expect.connect, refuse: false } as const;
  const elsewhere = {
    ...other,
    connect: [{ to: ['origin:8448'], host: 'fed.sn.test', cert: 'fed.sn.test' }],
  } as const;
  assert.equal(decide({ ...delegated, tolerate: [elsewhere] }, PROCESS, reached, wrong()), 'decided');
  assert.equal(decide({ ...delegated, tolerate: [elsewhere] }, PROCESS, failedClaim, []), 'settle 250');
});
