import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { get as getClear } from 'node:http';
import { connect as connectTcp } from 'node:net';
import { after, before, type TestContext, test } from 'node:test';
import { type ConnectionOptions, connect } from 'node:tls';
import { promisify } from 'node:util';
import { generate } from 'selfsigned';
import { keysOf } from '../../base/index.ts';
import type { Event } from '../../evidence/index.ts';
import {
  type CertificateFlaw,
  CIPHERS,
  type Cipher,
  type KeyType,
  type Listener,
  type TlsOptions,
} from '../../model/index.ts';
import { openWorld } from '../open-world.ts';
import { authorityBundle } from '../pki/index.ts';
import { fetchOnce } from '../testing/fetch.ts';
import { a, aaaa, certFor, json, listener, route, sampleCase, zone } from '../testing/sample-case.ts';
import { sampleHello } from '../testing/sample-hello.ts';
import type { OpenCase, World } from '../world.ts';

const NAME = 'one.secure.test';
const IPV4 = '20.1.1.1';
const IPV6 = '2a00:db8:1::101';

let world: World;
let ca: Buffer;
before(async () => {
  world = await openWorld();
  ca = await readFile(await authorityBundle());
});
after(() => world[Symbol.asyncDispose]());

async function opened(t: TestContext, listeners: readonly Listener[]): Promise<OpenCase> {
  const open = await world.open(
    sampleCase('secure/one', {
      zone: zone({ [NAME]: [a(IPV4), aaaa(IPV6)] }),
      hosts: [{ label: 'origin', ipv4: IPV4, ipv6: IPV6, listeners }],
    }),
  );
  t.after(async () => {
    await open[Symbol.asyncDispose]();
  });
  open.handOver();
  return open;
}

const wellKnown = route('/.well-known/matrix/server', json({ 'm.server': 'fed.test' }));

/** Resolves when the case has seen an event of this kind; every test ends each of its connections. */
function seen(open: OpenCase, kind: Event['kind'], count = 1): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (open.events.filter((event) => event.kind === kind).length >= count) resolve();
    };
    open.onEvent(check);
    check();
  });
}

test('a request over TLS leaves tcp, tls, secure, http and close in this order', async (t) => {
  const open = await opened(t, [listener('origin', 443, { cert: certFor(NAME), routes: [wellKnown] })]);
  const answered = await fetchOnce(`https://${NAME}/.well-known/matrix/server?x=1`, {
    ca,
    headers: { host: 'Fed.Test:443', 'user-agent': 'me', authorization: 'Bearer of news' },
    servername: NAME,
    family: 6,
  });
  assert.deepEqual([answered.status, answered.body], [200, '{"m.server":"fed.test"}']);
  await seen(open, 'close');
  const wire = open.events.filter((event) => event.kind !== 'dns');
  const where = { connection: 1, host: 'origin', port: 443 };
  const [tcp, tls, secure, http, close] = wire.map(({ n: _, at: __, ...rest }) => rest);
  assert.equal(wire.length, 5);
  assert.deepEqual(tcp, { kind: 'tcp', ...where, address: IPV6 });
  assert.ok(tls?.kind === 'tls' && secure?.kind === 'secure');
  assert.deepEqual([tls.sni, tls.alpn], [NAME, []]);
  assert.equal(Buffer.from(tls.hello, 'base64')[0], 22);
  assert.deepEqual(secure, {
    kind: 'secure',
    ...where,
    protocol: 'TLSv1.3',
    alpn: null,
    presented: [NAME],
  });
  assert.deepEqual(http, {
    kind: 'http',
    ...where,
    method: 'GET',
    path: '/.well-known/matrix/server?x=1',
    hostHeader: 'Fed.Test:443',
    sni: NAME,
    authorization: 'Bearer of news',
    userAgent: 'me',
    version: '1.1',
    status: 200,
  });
  assert.ok(close?.kind === 'close');
  const { shown, ...end } = close;
  assert.deepEqual(end, { kind: 'close', ...where, how: 'end' });
  assert.ok(shown !== undefined && shown >= 0);
});

test('curl trusts the system bundle and reaches both families', async (t) => {
  const open = await opened(t, [
    listener('origin', 8448, { cert: certFor(IPV4, IPV6), routes: [wellKnown] }),
  ]);
  const curl = promisify(execFile);
  for (const host of [IPV4, `[${IPV6}]`]) {
    const { stdout } = await curl('curl', ['-sS', `https://${host}:8448/.well-known/matrix/server`]);
    assert.equal(stdout, '{"m.server":"fed.test"}');
  }
  await open.flush();
  assert.deepEqual(
    open.events.flatMap((event) =>
      event.kind === 'http' ? [[event.hostHeader, event.sni, event.connection]] : [],
    ),
    [
      [`${IPV4}:8448`, null, 1],
      [`[${IPV6}]:8448`, null, 2],
    ],
  );
});

/** What Node says of each; `null` where it says nothing, since verifiers differ. */
const CODES: Readonly<Record<CertificateFlaw, string | null>> = {
  expired: 'CERT_HAS_EXPIRED',
  notYet: 'CERT_NOT_YET_VALID',
  untrusted: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  selfSigned: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  missingIntermediate: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  noSan: 'ERR_TLS_CERT_ALTNAME_INVALID',
  wrongUsage: 'INVALID_PURPOSE',
  nameConstrained: 'UNSPECIFIED',
  // The last of what is wrong: an authority is no purpose of that certificate.
  leafAsAuthority: 'INVALID_PURPOSE',
  expiredIntermediate: 'CERT_HAS_EXPIRED',
  namesake: 'CERT_SIGNATURE_FAILURE',
  commonNameOnly: null,
  addressAsName: null,
};

const refused: readonly (readonly [CertificateFlaw | undefined, string, string | null])[] = [
  ...keysOf(CODES).map((flaw) => [flaw, NAME, CODES[flaw]] as const),
  [undefined, 'other.secure.test', 'ERR_TLS_CERT_ALTNAME_INVALID'],
];

for (const [flaw, name, code] of refused) {
  if (code === null) continue;
  test(`a client refuses ${flaw ?? 'a certificate for another name'}: no HTTP request is seen`, async (t) => {
    const certificate = { names: [name], ...(flaw === undefined ? {} : { flaw }) };
    const open = await opened(t, [listener('origin', 443, { cert: { kind: 'one', certificate } })]);
    await assert.rejects(fetchOnce(`https://${NAME}/`, { ca }), { code });
    await seen(open, 'close');
    assert.ok(open.events.some((event) => event.kind === 'tls'));
    assert.ok(!open.events.some((event) => event.kind === 'http'));
    assert.notEqual(shownBefore(open), undefined);
  });
}

/** How long before the end of the first connection our certificate left. */
function shownBefore(open: OpenCase): number | undefined {
  const [close] = open.events.filter((event) => event.kind === 'close');
  assert.ok(close);
  return close.shown;
}

const endings: readonly (readonly [what: string, options: ConnectionOptions, shown: boolean])[] = [
  ['TLS 1.3', {}, true],
  ['TLS 1.2', { maxVersion: 'TLSv1.2' }, true],
  [
    'TLS 1.1, which gets an alert and no certificate',
    { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
    false,
  ],
];

for (const [what, options, isShown] of endings) {
  test(`whether our certificate had left before a client ended is told: ${what}`, async (t) => {
    const certificate = { names: [NAME], flaw: 'untrusted' } as const;
    const cert = { kind: 'one', certificate } as const;
    const tls = { minVersion: 'TLSv1.2' } as const;
    const open = await opened(t, [listener('origin', 443, { cert, tls })]);
    const socket = connect({ host: IPV4, port: 443, servername: NAME, ca, ...options });
    await once(socket, 'error').catch(() => {});
    await seen(open, 'close');
    assert.equal(shownBefore(open) !== undefined, isShown);
  });
}

const APART: readonly (readonly [
  what: string,
  options: ConnectionOptions,
  key: KeyType,
  tls?: TlsOptions,
])[] = [
  ['ciphers', { ciphers: 'TLS_AES_256_GCM_SHA384' }, 'p256', { ciphers: ['TLS_AES_128_GCM_SHA256'] }],
  ['kinds of key', { sigalgs: 'ecdsa_secp256r1_sha256' }, 'rsa'],
  ['versions', { maxVersion: 'TLSv1.2' }, 'p256', { minVersion: 'TLSv1.3' }],
  ['protocols', { ALPNProtocols: ['h2'] }, 'p256'],
];

for (const [what, options, key, tls] of APART) {
  test(`a client that has no ${what} in common gets an alert of ours, and no certificate`, async (t) => {
    const cert = { kind: 'one', certificate: { names: [NAME], key } } as const;
    const open = await opened(t, [listener('origin', 443, { cert, ...(tls && { tls }) })]);
    const socket = connect({ host: IPV4, port: 443, servername: NAME, ca, ...options });
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    assert.match(error.code ?? '', /^ERR_SSL_.*ALERT/);
    await seen(open, 'close');
    const close = open.events.find((event) => event.kind === 'close');
    assert.match(close?.kind === 'close' ? close.how : '', /^ERR_SSL_/);
    assert.equal(shownBefore(open), undefined);
  });
}

test('the alert of a client is told', async (t) => {
  const open = await opened(t, [
    listener('origin', 443, { cert: { kind: 'one', certificate: { names: [NAME], flaw: 'untrusted' } } }),
  ]);
  await assert.rejects(promisify(execFile)('curl', ['-sS', `https://${NAME}/`]));
  await seen(open, 'close');
  const close = open.events.find((event) => event.kind === 'close');
  assert.equal(close?.kind === 'close' && close.how, 'alert unknown_ca');
});

test('a listener may choose its certificate by SNI', async (t) => {
  const cert = {
    kind: 'sni',
    default: { names: ['default.secure.test'] },
    byName: { [NAME]: { names: [NAME] } },
  } as const;
  await opened(t, [listener('origin', 443, { cert })]);
  const presented = async (servername: string | undefined): Promise<string | undefined> => {
    const socket = connect({
      host: IPV4,
      port: 443,
      ca,
      rejectUnauthorized: false,
      ...(servername && { servername }),
    });
    await once(socket, 'secureConnect');
    const { subjectaltname } = socket.getPeerCertificate();
    socket.destroy();
    return subjectaltname;
  };
  assert.equal(await presented(NAME.toUpperCase()), `DNS:${NAME}`);
  assert.equal(await presented('unknown.secure.test'), 'DNS:default.secure.test');
  assert.equal(await presented(undefined), 'DNS:default.secure.test');
});

test('clients that come at the same moment are each shown the certificate of where they came to', async (t) => {
  const names = Array.from({ length: 10 }, (_, index) => `host-${index}.secure.test`);
  await opened(
    t,
    names.map((name, index) => listener('origin', 9000 + index, { cert: certFor(name) })),
  );
  const visit = async (servername: string, index: number): Promise<void> => {
    const socket = connect({ host: IPV4, port: 9000 + index, servername, ca });
    // It rejects where the certificate is not for the name.
    await once(socket, 'secureConnect');
    socket.destroy();
  };
  await Promise.all([...names, ...names, ...names].map((name, index) => visit(name, index % names.length)));
});

test('a listener that asks for a client certificate takes any, and none as well', async (t) => {
  const tls = { requestClientCertificate: true };
  const open = await opened(t, [listener('origin', 443, { cert: certFor(NAME), tls, routes: [wellKnown] })]);
  const own = await generate([{ name: 'commonName', value: 'a client' }], {
    keyType: 'ec',
    algorithm: 'sha256',
  });
  for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
    for (const more of [{}, { key: own.private, cert: own.cert }]) {
      const options = { ca, minVersion: version, maxVersion: version, ...more };
      const { status } = await fetchOnce(`https://${NAME}/.well-known/matrix/server`, options);
      assert.equal(status, 200);
    }
  }
  await open.flush();
  assert.equal(open.events.filter((event) => event.kind === 'http').length, 4);
});

for (const [only, other] of [
  ['TLSv1.2', 'TLSv1.3'],
  ['TLSv1.3', 'TLSv1.2'],
] as const) {
  test(`a listener may speak ${only} only`, async (t) => {
    const tls = { minVersion: only, maxVersion: only };
    const open = await opened(t, [
      listener('origin', 443, { cert: certFor(NAME), tls, routes: [wellKnown] }),
    ]);
    const fetchWith = (version: 'TLSv1.2' | 'TLSv1.3') =>
      fetchOnce(`https://${NAME}/.well-known/matrix/server`, {
        ca,
        minVersion: version,
        maxVersion: version,
      });
    await assert.rejects(fetchWith(other));
    assert.equal((await fetchWith(only)).status, 200);
    await seen(open, 'close', 2);
    assert.deepEqual(
      open.events.flatMap((event) => (event.kind === 'secure' ? [event.protocol] : [])),
      [only],
    );
    assert.equal(open.events.filter((event) => event.kind === 'http').length, 1);
  });
}

for (const [key, kind] of [
  ['rsa', 'rsa'],
  ['p384', 'ec'],
  ['ed25519', 'ed25519'],
] as const) {
  test(`a listener may have a key of ${key}, beside one of P-256`, async (t) => {
    const own = { kind: 'one', certificate: { names: [NAME], key } } as const;
    await opened(t, [
      listener('origin', 443, { cert: own }),
      listener('origin', 444, { cert: certFor(NAME) }),
    ]);
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      // Often enough for the certificate to get a server of its own.
      for (const port of [443, 444, 443, 444, 443, 444, 443, 443]) {
        const limits = { minVersion: version, maxVersion: version };
        const socket = connect({ host: IPV4, port, servername: NAME, ca, ...limits });
        await once(socket, 'secureConnect');
        const shown = socket.getPeerX509Certificate();
        socket.destroy();
        assert.equal(shown?.publicKey.asymmetricKeyType, port === 443 ? kind : 'ec');
      }
    }
  });
}

const LISTS: readonly (readonly [KeyType, Cipher, string])[] = [
  ['p256', 'TLS_AES_256_GCM_SHA384', 'TLSv1.3'],
  ['ed25519', 'TLS_CHACHA20_POLY1305_SHA256', 'TLSv1.3'],
  ...keysOf(CIPHERS)
    .filter((cipher) => CIPHERS[cipher].version === 'TLSv1.2')
    .map((cipher) => [CIPHERS[cipher].signs === 'rsa' ? 'rsa' : 'p256', cipher, 'TLSv1.2'] as const),
];

for (const [key, cipher, version] of LISTS) {
  test(`a listener may speak ${cipher} and nothing else`, async (t) => {
    const cert = { kind: 'one', certificate: { names: [NAME], key } } as const;
    const open = await opened(t, [listener('origin', 443, { cert, tls: { ciphers: [cipher] } })]);
    const ask = async (ciphers: string): Promise<string | undefined> => {
      const socket = connect({ host: IPV4, port: 443, servername: NAME, ca, ciphers });
      await once(socket, 'secureConnect');
      const { standardName } = socket.getCipher();
      socket.end('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n').resume();
      await once(socket, 'close');
      return standardName;
    };
    assert.equal(await ask('ALL'), cipher);
    const others = keysOf(CIPHERS).filter((each) => each !== cipher);
    await assert.rejects(ask(others.map((each) => CIPHERS[each].openssl).join(':')), { code: /^ERR_SSL_/ });
    await seen(open, 'close', 2);
    const secure = open.events.filter((event) => event.kind === 'secure');
    assert.deepEqual(
      secure.map((event) => event.kind === 'secure' && event.protocol),
      [version],
    );
  });
}

test('a listener without a certificate for an SNI answers with its alert, and one for another with it', async (t) => {
  const cert = {
    kind: 'sni',
    default: { fault: 'alert-internal-error' },
    byName: { [NAME]: { names: [NAME] }, 'rude.secure.test': { fault: 'garbage' } },
  } as const;
  const open = await opened(t, [listener('origin', 443, { cert, routes: [wellKnown] })]);
  const { status } = await fetchOnce(`https://${NAME}/.well-known/matrix/server`, { ca });
  assert.equal(status, 200);
  const codeFor = async (more: ConnectionOptions): Promise<string | undefined> => {
    const [error] = (await once(connect({ host: IPV4, port: 443, ca, ...more }), 'error')) as [
      NodeJS.ErrnoException,
    ];
    return error.code;
  };
  const alert = /^ERR_SSL_.*_ALERT_INTERNAL_ERROR$/;
  assert.match((await codeFor({ servername: 'other.secure.test' })) ?? '', alert);
  assert.match((await codeFor({})) ?? '', alert);
  assert.match((await codeFor({ servername: 'rude.secure.test' })) ?? '', /^ERR_SSL_/);
  await seen(open, 'close', 4);
  const ends = open.events.flatMap((event) => (event.kind === 'close' ? [event.how] : []));
  assert.deepEqual(ends.slice(1), [
    'fault alert-internal-error',
    'fault alert-internal-error',
    'fault garbage',
  ]);
});

test('no session is ever resumed', async (t) => {
  await opened(t, [listener('origin', 443, { cert: certFor(NAME) })]);
  for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
    let session: Buffer | undefined;
    for (const visit of [1, 2]) {
      const offered = session === undefined ? {} : { session };
      const socket = connect({ host: IPV4, port: 443, servername: NAME, ca, maxVersion, ...offered });
      socket.on('session', (fresh: Buffer) => {
        session = fresh;
      });
      await once(socket, 'secureConnect');
      assert.equal(socket.isSessionReused(), false, `${maxVersion}, visit ${visit}`);
      session ??= socket.getSession();
      socket.end('GET / HTTP/1.1\r\nConnection: close\r\n\r\n');
      socket.resume();
      await once(socket, 'close');
    }
  }
});

test('HTTP/1.1 is all that is offered', async (t) => {
  const open = await opened(t, [listener('origin', 443, { cert: certFor(NAME) })]);
  const socket = connect({ host: IPV4, port: 443, servername: NAME, ca, ALPNProtocols: ['h2', 'http/1.1'] });
  await once(socket, 'secureConnect');
  assert.equal(socket.alpnProtocol, 'http/1.1');
  socket.end('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n').resume();
  await seen(open, 'close');
  const [tls, secure] = open.events.filter((event) => event.kind === 'tls' || event.kind === 'secure');
  assert.deepEqual(tls?.kind === 'tls' && tls.alpn, ['h2', 'http/1.1']);
  assert.equal(secure?.kind === 'secure' && secure.alpn, 'http/1.1');
});

test('a hello that comes byte by byte is read all the same', async (t) => {
  const open = await opened(t, [listener('origin', 443, { cert: certFor(NAME), routes: [wellKnown] })]);
  const wire = connectTcp({ host: IPV4, port: 443, noDelay: true });
  await once(wire, 'connect');
  const hello = await sampleHello({ servername: NAME });
  for (const byte of hello) {
    wire.write(Buffer.from([byte]));
    await new Promise(setImmediate);
  }
  const [reply] = (await once(wire, 'data')) as [Buffer];
  wire.destroy();
  await seen(open, 'close');
  assert.equal(reply[0], 22);
  const tls = open.events.find((event) => event.kind === 'tls');
  assert.ok(tls?.kind === 'tls');
  assert.deepEqual(Buffer.from(tls.hello, 'base64'), hello);
});

test('clear text on a TLS port ends without a request', async (t) => {
  const open = await opened(t, [listener('origin', 443, { cert: certFor(NAME), routes: [wellKnown] })]);
  await assert.rejects(
    new Promise((resolve, reject) => {
      getClear(`http://${IPV4}:443/`, resolve).on('error', reject);
    }),
  );
  await seen(open, 'close');
  assert.deepEqual(
    open.events.map((event) => event.kind),
    ['tcp', 'close'],
  );
});

test('certificate "none" serves HTTP in clear text', async (t) => {
  const open = await opened(t, [listener('origin', 80, { cert: { kind: 'none' }, routes: [wellKnown] })]);
  const status = await new Promise((resolve, reject) => {
    getClear(`http://${IPV4}/.well-known/matrix/server`, { agent: false }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    }).on('error', reject);
  });
  assert.equal(status, 200);
  await seen(open, 'close');
  assert.deepEqual(
    open.events.map((event) => event.kind),
    ['tcp', 'http', 'close'],
  );
});
