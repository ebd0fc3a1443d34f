import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ScenarioError } from '../../scenario/index.ts';
import type { PastedCertificate } from '../paste.ts';
import { readCertificate } from './read-certificate.ts';
import { AUTHORITY, COMMON_NAME, LEAF, SELF_SIGNED } from './testing/certificates.ts';

const NAMES = 'hs.test *.hs.test 192.0.2.7 2001:db8::7';

function told({ certificate: { names, flaw }, verified, seenAt }: PastedCertificate): string {
  return [
    names.join(' '),
    ...(flaw ? [`flaw ${flaw}`] : []),
    ...(verified === undefined ? [] : [`verified ${verified}`]),
    ...(seenAt ? [`at ${seenAt.endpoint ?? '?'} for ${seenAt.sni ?? '?'}`] : []),
  ].join(', ');
}

const S_CLIENT = `CONNECTED(00000003)
depth=0 CN = hs.test
verify error:num=20:unable to get local issuer certificate
---
Certificate chain
 0 s:CN = hs.test
   i:CN = Authority of a test
---
Server certificate
${LEAF}
subject=CN = hs.test
issuer=CN = Authority of a test
---
SSL handshake has read 1224 bytes and written 434 bytes
---
    Verify return code: 20 (unable to get local issuer certificate)
---
`;

const READ: readonly (readonly [what: string, text: string, told: readonly string[]])[] = [
  ['PEM', LEAF, [NAMES]],
  ['PEM, indented and with CRLF', LEAF.replace(/^/gm, '    ').replaceAll('\n', '\r\n'), [NAMES]],
  ['a chain, of which the first counts', `${LEAF}\n${AUTHORITY}\n`, [NAMES]],
  ['a common name alone', COMMON_NAME, ['old.test, flaw commonNameOnly']],
  ['one that has signed itself', SELF_SIGNED, ['hs.test, flaw selfSigned']],
  ['s_client', S_CLIENT, [`${NAMES}, verified unable to get local issuer certificate`]],
  [
    's_client below its command',
    `user@box:~$ openssl s_client -connect 192.0.2.7:8448 -servername HS.test </dev/null\n${S_CLIENT}`,
    [`${NAMES}, verified unable to get local issuer certificate, at 192.0.2.7:8448 for hs.test`],
  ],
  [
    's_client below what `set -x` prints',
    `+ openssl s_client -connect hs.test:8448\n${LEAF}\nVerify return code: 0 (ok)`,
    [`${NAMES}, verified ok, at hs.test:8448 for hs.test`],
  ],
  [
    's_client that sends no name',
    `$ openssl s_client -noservername -connect hs.test:8448\n${LEAF}`,
    [`${NAMES}, at hs.test:8448 for ?`],
  ],
  ['an address alone', `Connecting to 192.0.2.7\n${LEAF}`, [`${NAMES}, at 192.0.2.7 for ?`]],
  [
    'two connections',
    `$ openssl s_client -connect a.test:443\n${LEAF}\n$ openssl s_client -connect b.test:8448\n${SELF_SIGNED}`,
    [`${NAMES}, at a.test:443 for a.test`, 'hs.test, flaw selfSigned, at b.test:8448 for b.test'],
  ],
  [
    'curl -v',
    `* Server certificate:
*  subject: CN=hs.test
*  start date: Nov 29 14:32:46 2026 GMT
*  expire date: Feb 28 14:32:46 2027 GMT
*  subjectAltName: host "www.hs.test" matched cert's "*.hs.test"
*  issuer: CN=Authority of a test
*  SSL certificate verify ok.`,
    ['*.hs.test, verified ok, at ? for www.hs.test'],
  ],
];

for (const [what, text, expected] of READ) {
  test(`reads ${what}`, () => assert.deepEqual(readCertificate('file', text).map(told), expected));
}

test('its time and its issuer are read', () => {
  const [certificate] = readCertificate('file', LEAF);
  assert.equal(certificate?.issuer, 'CN=Authority of a test');
  assert.equal(certificate?.validFrom, Date.UTC(2026, 10, 30, 22, 10, 6));
  assert.equal(certificate?.validUntil, Date.UTC(2109, 0, 19, 22, 10, 6));
});

const REFUSED: readonly (readonly [what: string, text: string, says: RegExp])[] = [
  ['nothing', '', /^file:1:1: there is no certificate in this; paste what `openssl s_client/],
  ['a sentence', '\nhello', /^file:2:1: "hello" is no certificate/],
  ['PEM that is cut off', LEAF.slice(0, -40), /^file:1:1: this certificate has no end/],
  ['PEM that is damaged', LEAF.replace('MII', 'MMM'), /^file:1:1: this certificate cannot be read/],
  [
    'what x509 -text prints',
    'Certificate:\n    Data:\n        Version: 3 (0x2)',
    /^file:1:1: .*paste it in PEM: leave out -noout/,
  ],
  ['a connection that was refused', 'connect:errno=111', /^file:1:1: no certificate was shown/],
  [
    'what curl does not say',
    '*  start date: Nov 29 14:32:46 2026 GMT\n*  expire date: Feb 28 14:32:46 2027 GMT\n*  subjectAltName does not match hs.test',
    /^file:1:1: curl does not say for which names/,
  ],
];

for (const [what, text, says] of REFUSED) {
  test(`refuses ${what}`, () => {
    assert.throws(
      () => readCertificate('file', text),
      (error) => error instanceof ScenarioError && says.test(error.message),
    );
  });
}
