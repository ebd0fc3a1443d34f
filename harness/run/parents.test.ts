import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { About } from '../adapters/index.ts';
import type { Event } from '../evidence/index.ts';
import { consultRounds } from '../oracle/index.ts';
import { loadCases } from '../scenario/index.ts';
import { type CaseResult, failedResult } from './case-result.ts';
import { Parents } from './parents.ts';

const [c] = loadCases({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  selectors: ['fallback/plain'],
}).cases;
assert.ok(c);
const PARENT = c;
const ROUNDS = consultRounds(PARENT);
const ABOUT: About = { name: 'test', version: '1', can: ['connect'], parallel: 1 };

/** A request that arrives at the right port, over a certificate that was asked for by this name. */
function resultWith(sni: string, status: CaseResult['status'] = 'pass'): CaseResult {
  const at = { connection: 1, host: 'origin', port: 8448 };
  const events: readonly Event[] = [
    { ...at, n: 1, at: 1, kind: 'tcp', address: '20.0.0.1' },
    { ...at, n: 2, at: 2, kind: 'tls', sni, alpn: [], hello: '' },
    { ...at, n: 3, at: 3, kind: 'secure', protocol: 'TLSv1.3', alpn: null, presented: [PARENT.server] },
    {
      ...at,
      ...{ n: 4, at: 4, kind: 'http', sni, hostHeader: PARENT.server, authorization: null, userAgent: '' },
      ...{ method: 'GET', path: '/_matrix/federation/v1/version', version: '1.1', status: 200 },
    },
  ];
  return { ...failedResult(PARENT, ''), status, events };
}

const noted = (result: CaseResult, before?: Parents) => {
  const parents = new Parents(before);
  parents.note(PARENT, ROUNDS, ABOUT, result);
  return parents.endOf(PARENT.id) === 'proved';
};

test('a parent is proved by a request that came to the right listener by the right name', () => {
  assert.equal(noted(resultWith(PARENT.server)), true);
  assert.equal(noted(resultWith(PARENT.server, 'fail')), true, 'its Host may be wrong');
  assert.equal(noted(resultWith('other.test', 'fail')), false);
  assert.equal(noted(resultWith(PARENT.server, 'error')), false);
  assert.equal(noted({ ...resultWith(PARENT.server), events: [] }), false);
});

test('nothing is proved by a case that nobody was asked', () => {
  assert.equal(new Parents().endOf(PARENT.id), 'astray');
});

test('somebody else speaks for the parents that were not asked, and for no others', () => {
  const before = new Parents();
  before.note(PARENT, ROUNDS, ABOUT, resultWith(PARENT.server));
  assert.equal(new Parents(before).endOf(PARENT.id), 'proved');
  assert.equal(noted(resultWith('other.test', 'fail'), before), false);
});

test('a twin proves nothing of its own twins', () => {
  const parents = new Parents();
  const twin = { parent: 'family/other', role: 'cert-of-other', listener: 'origin:8448' } as const;
  parents.note({ ...PARENT, twin }, ROUNDS, ABOUT, resultWith(PARENT.server));
  assert.equal(parents.endOf(PARENT.id), 'astray');
});
