/** Worlds with a decoy for each wrong step that the world of a delegation with SRV has none for. */
import type { Case } from '../../model/index.ts';
import { DH, file, flawed, makeCase, request, route, SN, to, vhost } from './test-world.ts';

export const withPort = makeCase({
  dns: { [SN]: ['A origin'], [DH]: ['A target'] },
  hosts: {
    origin: { 443: { cert: [SN], routes: [file(`${DH}:8443`)] }, 8448: { cert: [SN] } },
    target: { 8443: { cert: [DH] } },
  },
  expect: { connect: [to('target:8443', `${DH}:8443`, DH)] },
});

export const explicit = makeCase({
  server: `${SN}:8449`,
  dns: {
    [SN]: ['A origin'],
    [`_matrix-fed._tcp.${SN}`]: ['SRV 1 1 8443 hs.sn.test'],
    'hs.sn.test': ['A hs'],
    [DH]: ['A trap'],
  },
  hosts: {
    origin: {
      443: { cert: [SN], routes: [file(`${DH}:8443`)] },
      8448: { cert: [SN] },
      8449: { cert: [SN] },
    },
    hs: { 8443: { cert: [SN] } },
    trap: { 8443: { cert: [DH] } },
  },
  expect: { connect: [to('origin:8449', `${SN}:8449`, SN)] },
});

/** What the file delegates to is no server name. */
export const invalidFile = makeCase({
  dns: { [SN]: ['A origin'] },
  hosts: { origin: { 443: { cert: [SN], routes: [file(`user@${DH}`)] }, 8448: { cert: [SN] } } },
  expect: { connect: [to('origin:8448', SN)] },
});

/** The author forbids what the algorithm does. */
export const forbidden: Case = { ...explicit, expect: { ...explicit.expect, connect: [], refuse: true } };

export const literal = makeCase({
  server: '20.1.0.1',
  dns: { [DH]: ['A trap'] },
  hosts: {
    origin: { 443: { cert: ['20.1.0.1'], routes: [file(`${DH}:8443`)] }, 8448: { cert: ['20.1.0.1'] } },
    trap: { 8443: { cert: [DH] } },
  },
  expect: { connect: [to('origin:8448', '20.1.0.1')] },
});

export const aliased = makeCase({
  dns: {
    [SN]: ['CNAME real.sn.test'],
    'real.sn.test': ['A origin'],
    '_matrix-fed._tcp.real.sn.test': ['SRV 1 1 8449 hs.sn.test'],
    'hs.sn.test': ['A hs'],
  },
  hosts: { origin: { 8448: { cert: [SN] } }, hs: { 8449: { cert: [SN] } } },
  expect: { connect: [to('origin:8448', SN)] },
});

/** The label of the server name is another one where it is decoded. */
export const punycode = makeCase({
  server: 'xn--fa-hia.sn.test',
  dns: { 'xn--fa-hia.sn.test': ['A origin'], 'fass.sn.test': ['A mapped'] },
  hosts: {
    origin: { 8448: { cert: ['xn--fa-hia.sn.test'] } },
    mapped: { 8448: { cert: ['xn--fa-hia.sn.test'] } },
  },
  expect: { connect: [to('origin:8448', 'xn--fa-hia.sn.test')] },
});

export const redirected = makeCase({
  dns: { [SN]: ['A origin'], 'www.sn.test': ['A www'], [DH]: ['A target'] },
  hosts: {
    origin: {
      443: {
        cert: [SN],
        routes: [route('/.well-known/matrix/server', 302, '', 'https://www.sn.test/file')],
      },
      8448: { cert: [SN] },
    },
    www: { 443: { cert: ['www.sn.test'], routes: [file(DH, 200, '/file')] }, 8448: { cert: [DH] } },
    target: { 8448: { cert: [DH] } },
  },
  expect: { connect: [to('target:8448', DH)] },
});

export const ordered = makeCase({
  dns: {
    [SN]: ['A origin'],
    [`_matrix-fed._tcp.${SN}`]: ['SRV 10 1 8443 a.sn.test', 'SRV 20 1 8443 b.sn.test'],
    'a.sn.test': ['A first'],
    'b.sn.test': ['A second'],
  },
  hosts: { origin: {}, first: { 8443: { cert: [SN] } }, second: { 8443: { cert: [SN] } } },
  expect: { connect: [to('first:8443', SN)] },
});

export const dead = makeCase({
  dns: { [SN]: ['A origin'] },
  hosts: { origin: { 443: { cert: [SN], routes: [file('gone.test:8443')] }, 8448: { cert: [SN] } } },
  expect: { refuse: true, answer: 'failed' },
});

export const clearText = makeCase({
  dns: { [SN]: ['A origin'] },
  hosts: { origin: { 8448: { cert: [SN], fault: 'plain-http' } } },
  expect: { refuse: true },
});

export const invalid = makeCase({
  server: '@sn.test',
  dns: { [SN]: ['A origin'], [DH]: ['A trap'] },
  hosts: {
    origin: { 443: { cert: [SN], routes: [file(`${DH}:8443`)] }, 8448: { cert: [SN] }, 9000: { cert: [SN] } },
    trap: { 8443: { cert: [DH] } },
  },
  expect: { refuse: true },
});

/** The fallback, with a delegation that does not count: its port, certificate, path, status and `m.server`. */
export function ignored(
  port: number,
  cert: Parameters<typeof flawed>[1] | undefined,
  more: Parameters<typeof file>,
) {
  return makeCase({
    dns: { [SN]: ['A origin'], [DH]: ['A trap'] },
    hosts: {
      origin: {
        [port]: { cert: cert ? flawed([SN], cert) : [SN], routes: [file(...more)] },
        8448: { cert: [SN] },
      },
      trap: { 8443: { cert: [DH] } },
      stray: { 9000: { cert: [SN] } },
    },
    expect: { connect: [to('origin:8448', SN)] },
  });
}
export const trapped = (c: Case) => request(c, 'trap:8443', { host: `${DH}:8443`, sni: DH });
export const noFile = ignored(443, undefined, [`${DH}:8443`, 404]);
export const expiredFile = ignored(443, 'expired', [`${DH}:8443`]);

export const otherFiles = makeCase({
  dns: { [SN]: ['A origin'], [DH]: ['A fed'], 'next.test': ['A next'], 'far.test': ['A far'] },
  hosts: {
    origin: { 443: { cert: [SN], routes: [file(DH)] } },
    fed: { 443: { cert: [DH], routes: [file('next.test:8443')] }, 8448: { cert: [DH] } },
    next: { 8443: { cert: ['next.test'] } },
    stranger: { 443: { cert: ['x.test'], routes: [file('far.test:8443')] } },
    far: { 8443: { cert: ['far.test'] } },
  },
  expect: { connect: [to('fed:8448', DH)] },
});

/** The listener of the right file has another site beside it. */
export const sites = makeCase({
  dns: { [SN]: ['A web'], [DH]: ['A fed'], 'far.test': ['A far'] },
  hosts: {
    web: {
      443: {
        cert: [SN],
        routes: [file(DH)],
        vhosts: [vhost('www.sn.test', { routes: [file('far.test:8443')] })],
      },
    },
    fed: { 8448: { cert: [DH] } },
    far: { 8443: { cert: ['far.test'] } },
  },
  expect: { connect: [to('fed:8448', DH)] },
});

/** The certificate of the redirect's host was exchanged. */
export const twin: Case = {
  ...redirected,
  hosts: redirected.hosts.map((host) => ({
    ...host,
    listeners: host.listeners.map((one) =>
      one.host === 'www' && one.port === 443 ? { ...one, cert: flawed(['www.sn.test'], 'expired') } : one,
    ),
  })),
  twin: { parent: 'test/case', role: 'cert-expired', listener: 'www:443' },
  expect: { ...redirected.expect, connect: [to('origin:8448', SN)] },
};

/** A machine with a search domain in which there is a record for every service. */
export const searching = makeCase({
  dns: {
    [SN]: ['A origin'],
    [`_matrix-fed._tcp.${SN}.corp.test`]: ['SRV 1 1 8449 trap.test'],
    'trap.test': ['A trap'],
  },
  hosts: { origin: { 8448: { cert: [SN] } }, trap: { 8449: { cert: [SN] } } },
  expect: { connect: [to('origin:8448', SN)] },
  case: { machine: { search: ['corp.test'] } },
});
