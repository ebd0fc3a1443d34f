import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../evidence/index.ts';
import { type Case, type ListenerCertificate, type ListenerId, listenerId } from '../model/index.ts';
import { consultOracle } from '../oracle/index.ts';
import { isDecided } from './decided.ts';
import {
  closed,
  DH,
  delegated,
  failedClaim,
  flawed,
  handshake,
  inShort,
  judged,
  reached,
  request,
  SN,
  to,
  wellKnown,
} from './testing/test-world.ts';
import { isProved } from './twin.ts';
import type { Status } from './verdict.ts';

const elsewhere: ListenerCertificate = { kind: 'one', certificate: { names: ['elsewhere.test'] } };

function twinOf(listener: ListenerId, cert: ListenerCertificate, expect: Partial<Case['expect']>): Case {
  const hosts = delegated.hosts.map((host) => ({
    ...host,
    listeners: host.listeners.map((one) => (listenerId(one) === listener ? { ...one, cert } : one)),
  }));
  const twin = { parent: delegated.id, role: 'cert-of-other', listener };
  return {
    ...delegated,
    id: 'test/case~cert-of-other',
    hosts,
    twin,
    expect: { ...delegated.expect, ...expect },
  };
}

const refusing = { step: '3.3', connect: [], refuse: true } as const;
const atTarget = twinOf('target:8443', elsewhere, refusing);
const expired = twinOf('target:8443', flawed([DH], 'expired'), refusing);
const atFile = twinOf('origin:443', elsewhere, { step: '4', connect: [to('srv-of-origin:8448', SN)] });

const TABLE: readonly (readonly [what: string, c: Case, events: Event[], short: string])[] = [
  ['refused', atTarget, [...wellKnown(atTarget), ...handshake(atTarget, 'target:8443', DH)], 'pass'],
  [
    'accepted for a wrong name',
    atTarget,
    [...wellKnown(atTarget), ...request(atTarget, 'target:8443')],
    'fail MUST cert',
  ],
  [
    'accepted expired',
    expired,
    [...wellKnown(expired), ...request(expired, 'target:8443')],
    'fail MUST cert',
  ],
  [
    'accepted, and a wrong Host beside it',
    atTarget,
    [...wellKnown(atTarget), ...request(atTarget, 'target:8443', { host: `${DH}:8443`, sni: DH })],
    'fail MUST cert',
  ],
  ['the listener was never reached', atTarget, wellKnown(atTarget), 'skip'],
  [
    'the file was not believed',
    atFile,
    [...handshake(atFile, 'origin:443', SN), ...request(atFile, 'srv-of-origin:8448', { host: SN })],
    'pass',
  ],
  [
    'the file was not believed; Host and SNI are the matter of others',
    atFile,
    [
      ...handshake(atFile, 'origin:443', SN),
      ...request(atFile, 'srv-of-origin:8448', { host: `${SN}:8448`, sni: null }),
    ],
    'pass host sni',
  ],
  [
    'the file was believed',
    atFile,
    [...wellKnown(atFile), ...request(atFile, 'target:8443')],
    'fail SHOULD to',
  ],
  ['the file was never asked for', atFile, request(atFile, 'srv-of-origin:8448', { host: SN }), 'skip'],
];

for (const [what, c, events, short] of TABLE) {
  test(`${c.twin?.listener}: ${what}: ${short}`, () => {
    const sent = events.some((event) => event.kind === 'http' && event.path.startsWith('/_matrix'));
    const answer = sent ? reached : failedClaim;
    assert.equal(inShort(judged(c, consultOracle(c), events, { answer })), short);
  });
}

test('a refusal that takes until the end of the budget is a refusal', () => {
  const events = [...wellKnown(atTarget), ...handshake(atTarget, 'target:8443', DH)];
  const end = { answer: null, ended: 'budget' } as const;
  assert.equal(judged(atTarget, consultOracle(atTarget), events, end).status, 'pass');
});

test('one that goes on behind its answer is not waited for, once the connection has ended', () => {
  const about = { can: ['connect'], answersEarly: true };
  const open = [...wellKnown(atTarget), ...handshake(atTarget, 'target:8443', DH)];
  const state = (c: Case, events: readonly Event[]) =>
    isDecided({ case: c, outcome: consultOracle(c), about, events, answer: failedClaim });
  assert.equal(state(atTarget, open), 'open');
  assert.deepEqual(state(atTarget, closed(open)), { kind: 'settle', ms: 250 });
  // Whether it falls back from a file that it did not believe is still to be seen.
  assert.equal(state(atFile, closed(handshake(atFile, 'origin:443', SN))), 'open');
});

const PROOFS: readonly (readonly [what: string, events: Event[], status: Status, proved: boolean])[] = [
  ['everything right', request(delegated, 'target:8443'), 'pass', true],
  ['only Host wrong', request(delegated, 'target:8443', { host: `${DH}:8443`, sni: DH }), 'fail', true],
  ['SNI wrong', request(delegated, 'target:8443', { sni: SN }), 'fail', false],
  ['another listener', request(delegated, 'srv-of-origin:8448'), 'fail', false],
  [
    'another listener besides',
    [...request(delegated, 'target:8443'), ...request(delegated, 'srv-of-origin:8448')],
    'fail',
    false,
  ],
  ['no request', handshake(delegated, 'target:8443', DH), 'fail', false],
  ['not judged', request(delegated, 'target:8443'), 'error', false],
  ['nothing seen', [], 'pass', false],
];

for (const [what, later, status, proved] of PROOFS) {
  test(`a parent with ${what} (${status}) ${proved ? 'lends' : 'lends no'} weight to its twins`, () => {
    const events = later.length > 0 ? [...wellKnown(delegated), ...later] : [];
    const about = { can: ['claim', 'connect'] };
    const evidence = { case: delegated, outcome: consultOracle(delegated), about, events, answer: reached };
    assert.equal(isProved(evidence, status), proved);
  });
}
