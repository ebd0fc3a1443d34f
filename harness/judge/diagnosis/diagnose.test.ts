import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../evidence/index.ts';
import type { Case, VirtualHost } from '../../model/index.ts';
import { consultOracle, type Outcome, type Weakness } from '../../oracle/index.ts';
import { divergenceText } from '../divergence/divergence-text.ts';
import {
  DH,
  delegated,
  delegatedOutcome,
  failedClaim,
  fallback,
  file,
  handshake,
  judged,
  makeCase,
  question,
  request,
  SN,
  to,
  vhost,
  wellKnown,
} from '../testing/test-world.ts';

const fedSrv = () => question('SRV', `_matrix-fed._tcp.${DH}`);

function says(c: Case, outcome: Outcome, events: Event[], words: string, more = {}): void {
  const { divergence } = judged(c, outcome, events, more);
  assert.equal(divergence && divergenceText(divergence), words);
}

test('after a delegation with SRV, each decoy names its wrong step', () => {
  const table: [Event[], string][] = [
    [
      request(delegated, 'srv-of-origin:8448'),
      'went by SRV of the server name where the delegated name decides',
    ],
    [
      request(delegated, 'legacy-of-fed:8448'),
      'took the _matrix._tcp record of the delegated name although it has one for _matrix-fed._tcp',
    ],
    [
      request(delegated, 'fed-on-8448:8448'),
      'used port 8448 of the delegated name, and never asked for its SRV record (_matrix-fed._tcp)',
    ],
    [
      request(delegated, 'fed-on-8448:443'),
      'used port 443 of the delegated name, where nothing but the well-known file is looked for',
    ],
    [request(delegated, 'origin:8448'), 'used port 8448 of the server name where the delegated name decides'],
    [request(delegated, 'origin:443'), 'used port 443 of the server name where the delegated name decides'],
    [
      request(delegated, 'target:8448'),
      'used port 8448 of the SRV target, where the SRV record says which port of it is meant',
    ],
    [
      request(delegated, 'target:8443', { host: SN, sni: DH }),
      'put the server name into Host, where the delegated name belongs',
    ],
    [
      request(delegated, 'target:8443', { host: 'hs.sn.test', sni: DH }),
      'put the SRV target into Host, where the delegated name belongs',
    ],
    [
      request(delegated, 'target:8443', { host: '20.1.0.2', sni: DH }),
      'put an address into Host, where the delegated name belongs',
    ],
    [
      request(delegated, 'target:8443', { host: `${DH}:8443`, sni: DH }),
      'put a port (8443) into Host, where the name alone belongs',
    ],
    [request(delegated, 'target:8443', { sni: null }), 'sent no SNI, where the delegated name belongs'],
    [
      request(delegated, 'target:8443', { sni: 'hs.sn.test' }),
      'put the SRV target into SNI, where the delegated name belongs',
    ],
  ];
  for (const [events, words] of table) says(delegated, delegatedOutcome, events, `at step 3.3: ${words}`);
});

test('where no request came, the first thing that is missing is named', () => {
  const table: [Event[], string][] = [
    [[], 'never asked for the well-known file'],
    [wellKnown(delegated), 'never asked SRV (_matrix-fed._tcp) of the delegated name'],
    [[...wellKnown(delegated), fedSrv()], 'never connected to target:8443'],
    [handshake(delegated, 'target:8443', DH).slice(0, 1), 'connected to target:8443 and sent no ClientHello'],
    [
      handshake(delegated, 'target:8443', DH),
      'began TLS with target:8443, the right place, whose certificate is valid for the delegated name, and sent no request',
    ],
    [
      handshake(delegated, 'target:8443', 'hs.sn.test'),
      'sent SNI hs.sn.test to target:8443, and no request there, although its certificate is valid for fed.sn.test',
    ],
  ];
  for (const [events, words] of table) {
    says(delegated, delegatedOutcome, events, `at step 3.3: ${words}`, { answer: failedClaim });
  }
});

test('a claimed target diverges like a deed', () => {
  const more = { about: { can: ['claim'] } };
  const at = (address: string, host: string) => ({
    ...more,
    answer: { kind: 'resolved', targets: [{ address, port: 8448, host }] },
  });
  says(
    delegated,
    delegatedOutcome,
    [],
    'at step 3.3: went by SRV of the server name where the delegated name decides',
    at('20.1.0.3', DH),
  );
  const host = {
    ...more,
    answer: { kind: 'resolved', targets: [{ address: '20.1.0.2', port: 8443, host: SN }] },
  };
  says(
    delegated,
    delegatedOutcome,
    [],
    'at step 3.3: put the server name into Host, where the delegated name belongs',
    host,
  );
});

test('delegations that do not count', () => {
  const world = (port: number, path: string, status: number, server: string) =>
    makeCase({
      server,
      dns: { [SN]: ['A origin'], [DH]: ['A trap'] },
      hosts: {
        origin: {
          [port]: { cert: [SN], routes: [file(`${DH}:8443`, status, path)] },
          8448: { cert: [SN] },
          8449: { cert: [SN] },
        },
        trap: { 8443: { cert: [DH] } },
      },
      expect: { connect: [to(server === SN ? 'origin:8448' : 'origin:8449', server, SN)] },
    });
  const table: [Case, string][] = [
    [
      world(443, '/.well-known/matrix/server', 404, SN),
      'at step 6: followed a delegation out of an answer with status 404',
    ],
    [
      world(443, '/.well-known/matrix/client', 200, SN),
      'at step 6: followed a delegation of another file than the well-known one',
    ],
    [
      world(443, '/.well-known/matrix/server', 200, `${SN}:8449`),
      'at step 2: followed a delegation of a well-known file, although the server name has a port',
    ],
    [
      world(9443, '/.well-known/matrix/server', 200, SN),
      'at step 6: followed a delegation of a well-known file on another port than 443',
    ],
  ];
  for (const [c, words] of table) {
    says(c, consultOracle(c), request(c, 'trap:8443', { host: `${DH}:8443`, sni: DH }), words);
  }
});

test('a delegation out of the file of another site', () => {
  const trap = 'trap.sn.test';
  const web = (own: string, vhosts: readonly VirtualHost[]) =>
    makeCase({
      dns: { [SN]: ['A web'], [DH]: ['A web'], [trap]: ['A trap'] },
      hosts: {
        web: { 443: { cert: [SN, DH], routes: [file(own)], vhosts }, 8443: { cert: [DH] } },
        trap: { 8443: { cert: [trap] } },
      },
      expect: { connect: [to('web:8443', `${DH}:8443`, DH)] },
    });
  const right = `${DH}:8443`;
  const wrong = `${trap}:8443`;
  const siteOf = (name: string, delegation: string) => vhost(name, { routes: [file(delegation)] });
  const table: [Case, string][] = [
    [web(wrong, [siteOf(SN, right)]), 'a well-known file that is there for another Host'],
    [web(right, [siteOf('www.sn.test', wrong)]), 'a well-known file that is there for another Host'],
    [web(right, [siteOf(DH, wrong)]), "the delegated host's own well-known file"],
  ];
  for (const [c, words] of table) {
    const outcome = consultOracle(c);
    assert.equal(outcome.step, '3.2');
    const events = request(c, 'trap:8443', { host: wrong, sni: trap });
    says(c, outcome, events, `at step 3.2: followed a delegation of ${words}`);
  }
});

test('a delegation out of a file behind a bad certificate, and one that is not valid', () => {
  const world = (cert: string, delegation: string) =>
    makeCase({
      dns: { [SN]: ['A origin'], [DH]: ['A trap'] },
      hosts: {
        origin: { 443: { cert: [cert], routes: [file(delegation)] }, 8448: { cert: [SN] } },
        trap: { 8443: { cert: [DH] }, 8448: { cert: [DH] } },
      },
      expect: { connect: [to('origin:8448', SN)] },
    });
  const table: [Case, string][] = [
    [
      world('other.test', `${DH}:8443`),
      'of a well-known file although its certificate is not valid for sn.test',
    ],
    [world(SN, `https://${DH}:8443/`), 'of a well-known file that is not valid'],
  ];
  for (const [c, words] of table) {
    says(
      c,
      consultOracle(c),
      request(c, 'trap:8443', { host: DH }),
      `at step 6: followed a delegation ${words}`,
    );
  }
});

test('the fallback, and failures that are final', () => {
  says(
    fallback,
    consultOracle(fallback),
    request(fallback, 'origin:443', { host: SN }),
    'at step 6: used port 443 of the server name, where nothing but the well-known file is looked for',
  );
  const dead = makeCase({
    dns: {
      [SN]: ['A origin'],
      [`_matrix._tcp.${SN}`]: ['SRV 1 1 8448 srv.sn.test'],
      'srv.sn.test': ['A srv'],
    },
    hosts: {
      origin: { 443: { cert: [SN], routes: [file('gone.test:8443')] }, 8448: { cert: [SN] } },
      srv: { 8448: { cert: [SN] } },
    },
    expect: { refuse: true },
  });
  const table: [string, string][] = [
    ['origin:8448', 'used port 8448 of the server name'],
    ['srv:8448', 'went by SRV (_matrix._tcp) of the server name'],
  ];
  for (const [listener, how] of table) {
    const words = `at step 3.2: went by the server name (${how}), where a delegation is final even if the delegated host fails`;
    says(dead, consultOracle(dead), request(dead, listener, { host: SN }), words);
  }
});

test('a place that nothing leads to is called just that', () => {
  const c = makeCase({
    dns: { [SN]: ['A origin'] },
    hosts: { origin: { 8448: { cert: [SN] } }, stray: { 9000: { cert: [SN] } } },
    expect: { connect: [to('origin:8448', SN)] },
  });
  const words = 'at step 6: went to stray:9000, to which no record, file or port of this question leads';
  says(c, consultOracle(c), request(c, 'stray:9000', { host: SN }), words);
});

test('a wrong step carries the clause that speaks against it, and weighs no more than what explains it', () => {
  const table: [string, string][] = [
    ['srv-of-origin:8448', 'implied S33-e'],
    ['legacy-of-fed:8448', 'implied S33-f'],
    ['fed-on-8448:443', 'implied D-10'],
    ['fed-on-8448:8448', 'implied S33-a'],
    ['origin:8448', 'implied D-3'],
  ];
  for (const [listener, basis] of table) {
    const { level, clauses } = judged(delegated, delegatedOutcome, request(delegated, listener));
    assert.equal(`${level} ${clauses.join(' ')}`, basis, listener);
  }
  const weak: [Weakness, string, string][] = [
    [{ clause: 'S3-i', of: 'file' }, 'srv-of-origin:8448', 'SHOULD'],
    [{ clause: 'S3-p', of: 'file' }, 'origin:8448', 'ext'],
    [{ clause: 'S3-i', of: 'file' }, 'fed-on-8448:8448', 'implied'],
    [{ clause: 'V-13', of: 'record' }, 'fed-on-8448:8448', 'ext'],
    [{ clause: 'V-13', of: 'record' }, 'srv-of-origin:8448', 'implied'],
    [{ clause: 'V-8', of: 'target' }, 'srv-of-origin:8448', 'implied'],
    [{ clause: 'C-14', of: 'name' }, 'srv-of-origin:8448', 'ext'],
  ];
  for (const [one, listener, level] of weak) {
    const outcome = { ...delegatedOutcome, weak: [one] };
    const verdict = judged(delegated, outcome, request(delegated, listener));
    assert.equal(verdict.level, level, `${one.clause} ${listener}`);
  }
  const open = { ...delegatedOutcome, basis: 'AMB-4' };
  assert.equal(judged(delegated, open, request(delegated, 'srv-of-origin:8448')).status, 'noted');
});

test('a file behind a bad certificate is ignored by a SHOULD only', () => {
  const c = makeCase({
    dns: { [SN]: ['A origin'], [DH]: ['A trap'] },
    hosts: {
      origin: { 443: { cert: ['other.test'], routes: [file(`${DH}:8443`)] }, 8448: { cert: [SN] } },
      trap: { 8443: { cert: [DH] } },
    },
    expect: { connect: [to('origin:8448', SN)] },
  });
  const { level, clauses } = judged(
    c,
    consultOracle(c),
    request(c, 'trap:8443', { host: `${DH}:8443`, sni: DH }),
  );
  assert.deepEqual([level, clauses], ['SHOULD', ['S3-c']]);
});
