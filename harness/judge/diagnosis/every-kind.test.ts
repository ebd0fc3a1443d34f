/** Evidence for each kind of divergence, with the first wrong event or the decision that was never followed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClaimedTarget, Event, XMatrixProblem } from '../../evidence/index.ts';
import type { Case, EventPattern, Expectation } from '../../model/index.ts';
import { consultOracle, decisionText } from '../../oracle/index.ts';
import type { Divergence, DivergenceKind } from '../divergence/divergence.ts';
import { divergenceKinds, kindSummary } from '../divergence/divergence-kinds.ts';
import { divergenceText } from '../divergence/divergence-text.ts';
import type { FinishedCase } from '../finished-case.ts';
import {
  aliased,
  clearText,
  dead,
  expiredFile,
  explicit,
  forbidden,
  ignored,
  invalid,
  invalidFile,
  literal,
  noFile,
  ordered,
  otherFiles,
  punycode,
  redirected,
  searching,
  sites,
  trapped,
  twin,
  withPort,
} from '../testing/decoy-worlds.ts';
import {
  closed,
  DH,
  delegated,
  failedClaim,
  handshake,
  judged,
  question,
  request,
  SN,
  signed,
  to,
  wellKnown,
} from '../testing/test-world.ts';

/** `mark`: an event, as `http origin:8448`; or the first words of a decision. */
type Row = readonly [
  kind: DivergenceKind,
  mark: string,
  c: Case,
  events: readonly Event[],
  more?: Partial<FinishedCase>,
];

const fedSrv = () => question('SRV', `_matrix-fed._tcp.${DH}`);
const failed = { answer: failedClaim } as const;
const silent = { answer: null, ended: 'budget' } as const;

/** An implementation that only says where it would go. */
const said = (answer: FinishedCase['answer']) => ({ about: { can: ['claim'] }, answer }) as const;
const named = (target: ClaimedTarget) => said({ kind: 'resolved', targets: [target] });

// ---- rows ----

const WRONG_STEPS: readonly Row[] = [
  ['srv-of-server-name', 'http srv-of-origin:8448', delegated, request(delegated, 'srv-of-origin:8448')],
  ['legacy-srv-despite-fed', 'http legacy-of-fed:8448', delegated, request(delegated, 'legacy-of-fed:8448')],
  ['used-8448-unasked', 'http fed-on-8448:8448', delegated, request(delegated, 'fed-on-8448:8448')],
  [
    'used-8448-despite-srv',
    'http fed-on-8448:8448',
    delegated,
    [question('SRV', `_matrix-fed._tcp.${DH}`), ...request(delegated, 'fed-on-8448:8448')],
  ],
  ['used-well-known-port', 'http fed-on-8448:443', delegated, request(delegated, 'fed-on-8448:443')],
  ['ignored-delegation', 'http origin:8448', delegated, request(delegated, 'origin:8448')],
  [
    'asked-wrong-srv',
    'dns SRV',
    delegated,
    [question('SRV', `_matrix._udp.${DH}`), ...request(delegated, 'fed-on-8448:8448')],
  ],
  [
    'asked-other-service',
    'dns SRV',
    delegated,
    [question('SRV', `_matrix._tcp.${DH}`), ...request(delegated, 'fed-on-8448:8448')],
  ],
  ['added-search-domain', 'http trap:8449', searching, request(searching, 'trap:8449', { host: SN })],
  ['took-srv-target-for-name', 'http target:8448', delegated, request(delegated, 'target:8448')],
  ['used-8448-despite-port', 'http origin:8448', explicit, request(explicit, 'origin:8448')],
  ['srv-without-say', 'http hs:8443', explicit, request(explicit, 'hs:8443', { host: SN })],
  ['means-without-say', 'http origin:8449', forbidden, request(forbidden, 'origin:8449', { host: SN })],
  [
    'went-to-mapped-name',
    'http mapped:8448',
    punycode,
    request(punycode, 'mapped:8448', { host: 'xn--fa-hia.sn.test' }),
  ],
  ['took-alias-for-name', 'http hs:8449', aliased, request(aliased, 'hs:8449', { host: 'real.sn.test' })],
  ['took-redirect-host-for-name', 'http www:8448', redirected, request(redirected, 'www:8448')],
  ['srv-out-of-order', 'http second:8443', ordered, request(ordered, 'second:8443', { host: SN })],
  ['went-back-to-server-name', 'http origin:8448', dead, request(dead, 'origin:8448', { host: SN })],
  [
    'went-on-after-answer',
    'http fed-on-8448:443',
    delegated,
    // A file that was read there before is another request.
    [
      ...request(delegated, 'fed-on-8448:443', { path: '/.well-known/matrix/server' }),
      ...request(delegated, 'target:8443'),
      ...request(delegated, 'fed-on-8448:443'),
    ],
  ],
  [
    'went-on-after-answer',
    'http second:8443',
    ordered,
    [...request(ordered, 'first:8443', { host: SN }), ...request(ordered, 'second:8443', { host: SN })],
  ],
  ['went-where-nothing-leads', 'http stray:9000', noFile, request(noFile, 'stray:9000', { host: SN })],
  ['resolved-invalid-name', 'http origin:9000', invalid, request(invalid, 'origin:9000', { host: SN })],
  ['followed-file-of-invalid-name', 'http trap:8443', invalid, trapped(invalid)],
  ['followed-file-of-address', 'http trap:8443', literal, trapped(literal)],
  ['followed-file-despite-status', 'http trap:8443', noFile, trapped(noFile)],
  ['followed-file-despite-certificate', 'http trap:8443', expiredFile, trapped(expiredFile)],
  [
    'followed-file-behind-certificate',
    'http target:8448',
    twin,
    [...handshake(twin, 'www:443', 'www.sn.test'), ...request(twin, 'target:8448')],
  ],
  ['followed-file-for-other-host', 'http far:8443', sites, request(sites, 'far:8443')],
  ['followed-file-despite-port', 'http trap:8443', explicit, trapped(explicit)],
  ['followed-file-of-delegated-host', 'http next:8443', otherFiles, request(otherFiles, 'next:8443')],
  ['followed-file-of-other-host', 'http far:8443', otherFiles, request(otherFiles, 'far:8443')],
  ...(
    [
      ['followed-file-on-other-port', ignored(9443, undefined, [`${DH}:8443`])],
      ['followed-other-file', ignored(443, undefined, [`${DH}:8443`, 200, '/.well-known/matrix/client'])],
      ['followed-invalid-file', ignored(443, undefined, [`https://${DH}:8443/`])],
    ] as const
  ).map(([kind, c]): Row => [kind, 'http trap:8443', c, trapped(c)]),
];

const REQUESTS: readonly Row[] = [
  ['no-host', 'http target:8443', delegated, request(delegated, 'target:8443', { host: null, sni: DH })],
  [
    'wrong-name-in-host',
    'http target:8443',
    delegated,
    request(delegated, 'target:8443', { host: SN, sni: DH }),
  ],
  [
    'port-added-to-host',
    'http target:8443',
    delegated,
    [
      ...request(delegated, 'target:8443'),
      ...request(delegated, 'target:8443', { host: `${DH}:8443`, sni: DH }),
    ],
  ],
  ['port-left-out-of-host', 'http target:8443', withPort, request(withPort, 'target:8443')],
  [
    'wrong-port-in-host',
    'http target:8443',
    withPort,
    request(withPort, 'target:8443', { host: `${DH}:8448`, sni: DH }),
  ],
  ['no-sni', 'tls target:8443', delegated, request(delegated, 'target:8443', { sni: null })],
  ['wrong-name-in-sni', 'tls target:8443', delegated, request(delegated, 'target:8443', { sni: SN })],
  [
    'sni-for-address',
    'tls origin:8448',
    literal,
    request(literal, 'origin:8448', { host: '20.1.0.1', sni: SN }),
  ],
  [
    'accepted-certificate',
    'http target:8443',
    delegated,
    request(delegated, 'target:8443', { presented: ['hs.sn.test'] }),
  ],
  [
    'asked-for-other-file',
    'http origin:443',
    delegated,
    [
      ...request(delegated, 'origin:443', { host: SN, path: '/.well-known/matrix/server?x' }),
      ...request(delegated, 'target:8443'),
    ],
  ],
  [
    'sent-in-clear-text',
    'http origin:8448',
    clearText,
    request(clearText, 'origin:8448', { host: SN }).filter(({ kind }) => kind === 'tcp' || kind === 'http'),
  ],
];

const STOPS: readonly Row[] = [
  ['never-asked-well-known', 'GET https://sn.test/.well-known', delegated, [], failed],
  ['stopped-at-file', 'no delegation', noFile, wellKnown(noFile), failed],
  [
    'looked-up-invalid-file',
    'dns SRV',
    invalidFile,
    [...wellKnown(invalidFile), question('SRV', `_matrix-fed._tcp.user@${DH}`)],
    failed,
  ],
  ['never-asked-srv', `SRV _matrix-fed._tcp.${DH}`, delegated, wellKnown(delegated), failed],
  [
    'asked-srv-despite-port',
    'the certificate of target:8443',
    withPort,
    [...wellKnown(withPort), fedSrv()],
    failed,
  ],
  [
    'stopped-before-connecting',
    'the certificate of target:8443',
    delegated,
    [...wellKnown(delegated), fedSrv()],
    failed,
  ],
  [
    'sent-no-client-hello',
    'close target:8443',
    delegated,
    closed(handshake(delegated, 'target:8443', DH).slice(0, 1)),
    failed,
  ],
  [
    'ended-with-our-alert',
    'close target:8443',
    delegated,
    closed(handshake(delegated, 'target:8443', DH), 'ERR_SSL_NO_SHARED_CIPHER'),
    failed,
  ],
  ['broke-off-tls', 'close target:8443', delegated, closed(handshake(delegated, 'target:8443', DH)), failed],
  ['broke-off-tls', 'tls target:8443', delegated, handshake(delegated, 'target:8443', DH), failed],
  [
    'broke-off-after-wrong-sni',
    'tls target:8443',
    delegated,
    closed(handshake(delegated, 'target:8443', 'hs.sn.test')),
    failed,
  ],
  ['said-nothing', 'no request is sent', dead, wellKnown(dead), silent],
];

const seen = [...wellKnown(delegated), fedSrv()];

/** Nothing on the wire shows what somebody says. */
const CLAIMS: readonly Row[] = [
  ['said-that-it-failed', 'the request goes to target:8443', delegated, seen, said(failedClaim)],
  ['said-nothing', 'the request goes to target:8443', delegated, seen, { ...said(null), ended: 'budget' }],
  [
    'named-no-known-place',
    'the request goes to target:8443',
    delegated,
    seen,
    named({ name: 'https', port: 443 }),
  ],
  [
    'named-wrong-certificate',
    'the certificate of target:8443',
    delegated,
    seen,
    named({ address: '20.1.0.2', port: 8443, host: DH, tls_name: SN }),
  ],
  [
    'wrong-name-in-host',
    'the request goes to target:8443',
    delegated,
    seen,
    named({ address: '20.1.0.2', port: 8443, host: SN }),
  ],
  ['ignored-delegation', `delegated to ${DH}`, delegated, [], named({ name: SN, port: 8448, host: SN })],
  [
    'used-8448-unasked',
    `SRV _matrix-fed._tcp.${DH}`,
    delegated,
    [],
    named({ name: DH, port: 8448, host: DH }),
  ],
  [
    'followed-file-despite-status',
    'no delegation',
    noFile,
    [],
    named({ name: DH, port: 8443, host: `${DH}:8443` }),
  ],
  [
    'used-8448-despite-port',
    'the addresses of sn.test on port 8449',
    explicit,
    [],
    named({ name: SN, port: 8448, host: SN }),
  ],
];

const signing: Case = {
  ...delegated,
  needs: ['signed'],
  expect: { ...delegated.expect, connect: [{ ...to('target:8443', DH), destination: SN }] },
};

const SIGNATURES: readonly Row[] = (
  [
    ['not-signed', []],
    ['no-destination', signed(null)],
    ['wrong-destination', signed(DH)],
    ['wrong-origin', signed(SN, { problems: problem('origin') })],
    ['unreadable-x-matrix', signed(null, { problems: problem('unreadable') })],
    ['incomplete-x-matrix', signed(SN, { problems: problem('missing') })],
    ['unquoted-x-matrix', signed(SN, { problems: problem('unquoted') })],
    ['signed-other-content', signed(SN, { problems: problem('signed-content') })],
    ['signed-other-destination', signed(SN, { problems: problem('signed-destination') })],
    ['signed-other-uri', signed(SN, { problems: problem('signed-uri') })],
    ['invalid-signature', signed(SN, { problems: problem('signature') })],
  ] as const
).map(([kind, xMatrix]): Row => {
  const events = request(signing, 'target:8443', { xMatrix });
  return [kind, 'http target:8443', signing, events, { about: { can: ['connect', 'signed'] } }];
});

function problem(kind: XMatrixProblem['kind']): readonly XMatrixProblem[] {
  return [{ kind, text: 'is wrong' }];
}

const pattern: EventPattern = { kind: 'tcp', to: 'origin:*', text: 'tcp origin:*' };
const asking = (expect: Partial<Expectation>): Case => ({
  ...delegated,
  clauses: ['S3-d'],
  expect: { ...delegated.expect, ...expect },
});
const right = () => request(delegated, 'target:8443');
const twice = [...wellKnown(delegated), ...wellKnown(delegated), ...right()];

const CONDITIONS: readonly Row[] = [
  ['said-that-it-reached', 'no request is sent', dead, wellKnown(dead)],
  ['said-that-it-failed', 'the request goes to', asking({ answer: 'reached' }), right(), failed],
  ['never-did-what-is-owed', 'the request goes to', asking({ saw: [pattern] }), right()],
  ['did-what-is-forbidden', 'tcp origin:443', asking({ never: [pattern] }), twice],
  ['did-too-often', 'tcp origin:443', asking({ atMost: [{ pattern, count: 1 }] }), twice],
  ['sent-too-late', 'http target:8443', asking({ within: 5 }), right()],
];

const ROWS = [...WRONG_STEPS, ...REQUESTS, ...STOPS, ...CLAIMS, ...SIGNATURES, ...CONDITIONS];

// ---- tests ----

for (const [kind, mark, c, events, more] of ROWS) {
  test(`${kind}: ${mark}`, () => {
    const outcome = consultOracle(c);
    const { divergence } = judged(c, outcome, events, more);
    assert.ok(divergence, 'no divergence');
    assert.equal(divergence.kind, kind);
    assert.equal(divergence.step, outcome.step);
    const shown = events.find(({ n }) => n === divergence.event);
    if (shown) assert.equal(placeOf(shown), mark);
    else assert.ok(decisionOf(divergence, c).startsWith(mark), decisionOf(divergence, c));
  });
}

const placeOf = (event: Event) =>
  event.kind === 'dns' ? `dns ${event.type}` : `${event.kind} ${event.host}:${event.port}`;

function decisionOf({ event, instead }: Divergence, c: Case): string {
  assert.equal(event, undefined);
  const decision = consultOracle(c).trace[instead ?? -1];
  return decision ? decisionText(decision) : 'none';
}

test('there is evidence for each kind', () => {
  const shown = new Set(ROWS.map(([kind]) => kind));
  assert.deepEqual(
    divergenceKinds.filter((kind) => !shown.has(kind)),
    [],
  );
});

test('a kind has no names and no numbers but those of the specification, and one short sentence of its own', () => {
  const summaries = divergenceKinds.map(kindSummary);
  assert.equal(new Set(summaries).size, summaries.length);
  for (const kind of divergenceKinds) assert.match(kind, /^[a-z]+(-([a-z]+|8448))*$/);
  for (const summary of summaries) assert.match(summary.replaceAll('._tcp', ''), /^[a-z][^.:]{10,90}$/);
});

test('of several wrong events the first is named, and what is right before it is not', () => {
  const [kind, , c, events] = REQUESTS[2] ?? [];
  assert.ok(kind === 'port-added-to-host' && c && events, kind);
  const { divergence } = judged(c, consultOracle(c), events);
  assert.equal(divergence?.event, events.at(-1)?.n);
  const thrice = asking({ never: [pattern] });
  const many = judged(thrice, consultOracle(thrice), twice);
  assert.equal(many.divergence?.event, twice[0]?.n);
  const more = asking({ atMost: [{ pattern, count: 1 }] });
  const second = twice.filter((event) => event.kind === 'tcp')[1];
  assert.equal(judged(more, consultOracle(more), twice).divergence?.event, second?.n);
});

test('a divergence is plain data, with everything that its sentence names', () => {
  const events = request(delegated, 'target:8443', { presented: ['hs.sn.test'] });
  const { divergence } = judged(delegated, consultOracle(delegated), events);
  assert.ok(divergence, 'no divergence');
  assert.deepEqual(divergence, {
    kind: 'accepted-certificate',
    at: 'target:8443',
    flaw: 'other-name',
    name: DH,
    step: '3.3',
    clause: 'S33-c',
    given: 'a certificate for hs.sn.test',
    event: events.at(-1)?.n,
  });
  const read = JSON.parse(JSON.stringify(divergence)) as Divergence;
  assert.equal(
    divergenceText(read),
    'at step 3.3: sent its request to target:8443 although its certificate is not valid for fed.sn.test',
  );
});

test('where the reason says all of it, there are no words', () => {
  const wordless = ROWS.flatMap(([kind, , c, events, more]) => {
    const { divergence } = judged(c, consultOracle(c), events, more);
    return divergence && divergenceText(divergence) === undefined ? [kind] : [];
  });
  const expected = [...SIGNATURES, ...CONDITIONS].map(([kind]) => kind);
  assert.deepEqual(new Set(wordless), new Set([...expected, 'said-nothing', 'named-no-known-place']));
});
