import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import type { CertificateFlaw, KeyType } from '../../model/index.ts';
import { requireOwnNamespace } from '../guard.ts';
import { openWorld } from '../open-world.ts';
import { authorityBundle } from '../pki/index.ts';
import { a, listener, sampleCase, zone } from '../testing/sample-case.ts';
import type { World } from '../world.ts';

/** What programs other than Node say of each certificate: it is refused for its flaw, and for nothing else. */

const NAME = 'one.verifiers.test';
const IPV4 = '20.1.3.1';

interface Row {
  readonly flaw?: CertificateFlaw;
  readonly key?: KeyType;
  readonly port: number;
  /** The error of OpenSSL by its number in x509_vfy.h; none where it accepts the certificate. */
  readonly openssl?: number;
  /** What makes OpenSSL accept it after all: nothing else is wrong with it. The other flaws have a test of their own. */
  readonly cure?: readonly string[];
  /** How curl ends where it does not say that the certificate is not accepted. */
  readonly curl?: number;
  /** Without it, Python and curl are not asked: verifiers differ. */
  readonly python?: RegExp;
}

const NAMED = ['-verify_hostname', NAME];
const ANY_TIME = [...NAMED, '-no_check_time'];
const ROWS: readonly Row[] = [
  { port: 9000, cure: [...NAMED, '-x509_strict'], python: /^$/ },
  { flaw: 'expired', port: 9001, openssl: 10, cure: ANY_TIME, python: /expired/ },
  { flaw: 'notYet', port: 9002, openssl: 9, cure: ANY_TIME, python: /not yet valid/ },
  { flaw: 'selfSigned', port: 9003, openssl: 18, python: /self.signed/ },
  { flaw: 'untrusted', port: 9004, openssl: 20, python: /local issuer/ },
  { flaw: 'missingIntermediate', port: 9005, openssl: 20, python: /local issuer/ },
  { flaw: 'noSan', port: 9006, openssl: 62, cure: [], python: /Hostname mismatch/ },
  { flaw: 'commonNameOnly', port: 9007, cure: NAMED },
  {
    flaw: 'wrongUsage',
    port: 9008,
    openssl: 26,
    cure: [...NAMED, '-purpose', 'sslclient'],
    python: /certificate purpose/,
  },
  { flaw: 'nameConstrained', port: 9009, openssl: 47, python: /permitted subtree/ },
  { flaw: 'leafAsAuthority', port: 9011, openssl: 79, python: /CA certificate/ },
  { flaw: 'expiredIntermediate', port: 9012, openssl: 10, cure: ANY_TIME, python: /expired/ },
  { flaw: 'namesake', port: 9013, openssl: 7, curl: 35, python: /signature failure/ },
  { key: 'rsa', port: 9014, cure: [...NAMED, '-x509_strict'], python: /^$/ },
  { key: 'p384', port: 9015, cure: [...NAMED, '-x509_strict'], python: /^$/ },
  { key: 'ed25519', port: 9016, cure: [...NAMED, '-x509_strict'], python: /^$/ },
];

/** Asks for a client certificate. */
const ASKING = 9010;

let world: World;
let bundle: string;

before(async () => {
  requireOwnNamespace();
  bundle = await authorityBundle();
  world = await openWorld();
  const listeners = ROWS.map(({ flaw, key, port }) =>
    listener('origin', port, {
      cert: { kind: 'one', certificate: { names: [NAME], ...(flaw && { flaw }), ...(key && { key }) } },
    }),
  );
  const cert = { kind: 'one', certificate: { names: [NAME] } } as const;
  listeners.push(listener('origin', ASKING, { cert, tls: { requestClientCertificate: true } }));
  await world.open(
    sampleCase('verifiers/one', {
      zone: zone({ [NAME]: a(IPV4) }),
      hosts: [{ label: 'origin', ipv4: IPV4, ipv6: '2a00:db8:1::301', listeners }],
    }),
  );
});
after(() => world[Symbol.asyncDispose]());

/** How a program ended, and all that it wrote. */
interface Ending {
  readonly code: number;
  readonly text: string;
}

async function run(command: string, ...args: string[]): Promise<Ending> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code, text: out + err };
}

function openssl(port: number, ...more: readonly string[]): Promise<Ending> {
  const where = ['-connect', `${IPV4}:${port}`, '-servername', NAME];
  return run('openssl', 's_client', ...where, '-CAfile', bundle, '-verify_return_error', ...more);
}

const PYTHON = `
import socket, ssl, sys
context = ssl.create_default_context(cafile=sys.argv[1])
context.wrap_socket(socket.create_connection((sys.argv[2], int(sys.argv[3]))), server_hostname=sys.argv[4])
`;

const missing = (command: string): string | false =>
  spawnSync(command, ['--version']).error ? `${command} is not installed` : false;

for (const { flaw, key, port, openssl: number, cure, python, curl = 60 } of ROWS) {
  const what = flaw ?? (key ? `a key of ${key}` : 'a sound certificate');

  test(`openssl on ${what}`, { skip: missing('openssl') }, async () => {
    const said = await openssl(port, ...NAMED);
    assert.equal(/verify error:num=(\d+)/.exec(said.text)?.[1], number?.toString(), said.text);
    if (cure === undefined) return;
    const cured = await openssl(port, ...cure);
    assert.ok(cured.code === 0 && !cured.text.includes('verify error'), cured.text);
  });

  if (python === undefined) continue;

  test(`Python on ${what}`, { skip: missing('python3') }, async () => {
    const said = await run('python3', '-c', PYTHON, bundle, IPV4, String(port), NAME);
    assert.match(said.text, python);
  });

  test(`curl on ${what}`, { skip: missing('curl') }, async () => {
    const { code, text: said } = await run('curl', '-sS', `https://${NAME}:${port}/`);
    // 60: the certificate of the peer is not accepted. Its words depend on the library it was built with.
    assert.ok((number === undefined ? [0] : [60, curl]).includes(code), said);
  });
}

test('what came with one certificate does not come with the next', { skip: missing('openssl') }, async () => {
  const sent = async (port: number): Promise<readonly string[]> => {
    const { text: said } = await openssl(port);
    return [...said.matchAll(/^ \d+ s:(.*)/gm)].map(([, subject = '']) => subject.replaceAll(' ', ''));
  };
  // OpenSSL adds the root to a leaf that comes alone.
  const alone = ['O=Signpost', 'CN=Signposttestauthority'];
  for (const port of [9009, 9011, 9013]) {
    assert.equal((await sent(port)).length, 2);
    assert.deepEqual(await sent(9000), alone);
  }
});

test('openssl is asked for a client certificate only where the listener asks', {
  skip: missing('openssl'),
}, async () => {
  const isAsked = async (port: number): Promise<boolean> =>
    (await openssl(port, ...NAMED)).text.includes('Requested Signature Algorithms');
  assert.deepEqual([await isAsked(ASKING), await isAsked(9000)], [true, false]);
});
