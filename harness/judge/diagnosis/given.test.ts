import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../evidence/index.ts';
import type { Case } from '../../model/index.ts';
import { consultOracle } from '../../oracle/index.ts';
import {
  expiredFile,
  explicit,
  ignored,
  invalid,
  literal,
  noFile,
  redirected,
  trapped,
  withPort,
} from '../testing/decoy-worlds.ts';
import { DH, delegated, fallback, judged, makeCase, request, SN, signed, to } from '../testing/test-world.ts';

const bySrv = makeCase({
  dns: { [SN]: ['A origin'], [`_matrix._tcp.${SN}`]: ['SRV 1 1 8449 hs.sn.test'], 'hs.sn.test': ['A hs'] },
  hosts: { origin: { 8448: { cert: [SN] } }, hs: { 8449: { cert: [SN] } } },
  expect: { connect: [to('hs:8449', SN)] },
});
const odd = ignored(443, undefined, ['https://fed.sn.test\u001b[2J:8443/']);

const TABLE: readonly [what: string, c: Case, events: readonly Event[], given: string][] = [
  [
    'the delegation and the record',
    delegated,
    request(delegated, 'origin:8448'),
    'm.server "fed.sn.test", SRV _matrix-fed._tcp of the delegated name "10 5 8443 hs.sn.test"',
  ],
  ['the delegation alone', withPort, request(withPort, 'target:8443'), 'm.server "fed.sn.test:8443"'],
  ['a delegation that does not count', noFile, trapped(noFile), 'm.server "fed.sn.test:8443"'],
  ['one behind a bad certificate', expiredFile, trapped(expiredFile), 'm.server "fed.sn.test:8443"'],
  [
    'where a redirect leads',
    redirected,
    request(redirected, 'www:8448'),
    'Location "https://www.sn.test/file", m.server "fed.sn.test"',
  ],
  [
    'the server name, with its port',
    explicit,
    request(explicit, 'origin:8448'),
    'server name "sn.test:8449"',
  ],
  ['the server name, as an address', literal, trapped(literal), 'm.server "fed.sn.test:8443"'],
  ['an invalid server name', invalid, request(invalid, 'origin:9000'), 'server name "@sn.test"'],
  [
    'the certificate that was accepted',
    delegated,
    request(delegated, 'target:8443', { presented: ['hs.sn.test', 'x.test'] }),
    'a certificate for hs.sn.test, x.test',
  ],
  [
    'why there is no file, and the record',
    bySrv,
    request(bySrv, 'origin:8448', { host: SN }),
    'no answer from sn.test:443 (origin:443 refuses): no well-known file, SRV _matrix._tcp of the server name "1 1 8449 hs.sn.test"',
  ],
  [
    'why there is no file',
    fallback,
    request(fallback, 'origin:443', { host: SN }),
    'no delegation: the status is 404, not 200',
  ],
  [
    'what a terminal would obey',
    odd,
    trapped(odd),
    'no delegation: m.server "https://fed.sn.test\\u001b[2J:8443/" is no server name (G-1): "/" cannot stand in a server name',
  ],
];

for (const [what, c, events, given] of TABLE) {
  test(`it is told what somebody was given: ${what}`, () => {
    assert.equal(judged(c, consultOracle(c), events).divergence?.given, given);
  });
}

test('a signature does not follow from what somebody was given', () => {
  const c: Case = {
    ...delegated,
    needs: ['signed'],
    expect: { ...delegated.expect, connect: [{ ...to('target:8443', DH), destination: SN }] },
  };
  const events = request(c, 'target:8443', { xMatrix: signed(DH) });
  const { divergence } = judged(c, consultOracle(c), events, { about: { can: ['connect', 'signed'] } });
  assert.equal(divergence?.kind, 'wrong-destination');
  assert.equal(divergence?.given, undefined);
});
