import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type About, functionAdapter } from '../adapters/index.ts';
import type { Event } from '../evidence/index.ts';
import { WELL_KNOWN } from '../judge/index.ts';
import type { CaseResult } from './case-result.ts';
import { whyUnreachable } from './controls.ts';

const here = (port: number) => ({ n: 1, at: 1, connection: port, host: 'origin', port });

const question: Event = {
  kind: 'dns',
  n: 1,
  at: 1,
  name: 'sn.test',
  type: 'A',
  transport: 'udp',
  resolver: '20.0.0.53',
  answer: 'NOERROR',
  truncated: false,
  records: [],
};

const connected = (port: number): Event => ({ kind: 'tcp', ...here(port), address: '20.1.0.1' });

const greeted = (port: number): Event[] => [
  connected(port),
  { kind: 'tls', ...here(port), sni: 'sn.test', alpn: [], hello: '' },
];

const asked = (path: string, method = 'GET'): Event[] => [
  ...greeted(443),
  {
    kind: 'http',
    ...here(443),
    method,
    path,
    hostHeader: 'sn.test',
    sni: 'sn.test',
    authorization: null,
    userAgent: null,
    version: '1.1',
    status: 404,
  },
];

const DIAGNOSES: readonly [events: readonly Event[], diagnosis: string][] = [
  [[], 'it does not ask our DNS: it must use the name server in /etc/resolv.conf'],
  [[question], 'it asked our DNS and then could not connect'],
  [[question, connected(8448)], 'it connected and sent no TLS ClientHello'],
  [
    greeted(8448),
    'it does not trust our certificate authority: it must use the system trust store or SSL_CERT_FILE',
  ],
  [asked(WELL_KNOWN), 'it asked for the well-known file, and then did not fall back to port 8448'],
  [
    [...asked(WELL_KNOWN), ...greeted(8448)],
    'it asked for the well-known file, and then sent no request on its connection to port 8448',
  ],
  [asked('/elsewhere'), 'it sent GET /elsewhere to origin:443, and nothing to port 8448'],
  [asked(WELL_KNOWN, 'PUT'), `it sent PUT ${WELL_KNOWN} to origin:443, and nothing to port 8448`],
  [
    [...asked('/one'), ...asked('/one'), ...asked('/two')],
    'it sent GET /one to origin:443 and GET /two to origin:443, and nothing to port 8448',
  ],
  [
    [...asked('/elsewhere'), ...greeted(8448)],
    'it sent GET /elsewhere to origin:443, and no request to port 8448',
  ],
];

const ABOUT: About = { name: 'mine', version: '1', can: ['connect'], parallel: 1 };
const NOTHING: CaseResult = {
  status: 'fail',
  level: 'MUST',
  clauses: [],
  reasons: [],
  claim: null,
  events: [],
  ms: 0,
};

test('why an implementation cannot be judged follows from what was seen', () => {
  const adapter = functionAdapter(ABOUT, async () => ({ kind: 'error', code: 'none', message: '' }));
  for (const [events, diagnosis] of DIAGNOSES) {
    const result: CaseResult = { ...NOTHING, events };
    assert.equal(whyUnreachable(result, adapter), `${diagnosis} (control/fallback: ).`);
  }
});
