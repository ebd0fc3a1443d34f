import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_SPEC_VERSION } from '../oracle/index.ts';
import { explain } from './explanation.ts';
import { readPastedAnswer } from './pasted-answer.ts';
import { readZoneFile } from './zone-file.ts';

const ZONE = `
@                    A    192.0.2.1
fed                  A    192.0.2.2
hs                   AAAA 2001:db8::3
_matrix-fed._tcp     SRV  10 5 8449 hs
_matrix-fed._tcp.fed SRV  10 5 8450 hs
_matrix._tcp.old     SRV  10 5 443  hs
`;

const FED = '{"m.server": "fed.example.org"}';

/** Step, where to, Host: what an admin needs to know. */
function told(server: string, file?: string, zone = ZONE): string {
  const { zone: records } = readZoneFile('zone', zone, 'example.org');
  const wellKnown = file === undefined ? {} : { wellKnown: readPastedAnswer('file', file) };
  const { outcome } = explain({ server, zone: records, ...wellKnown }, DEFAULT_SPEC_VERSION);
  const [reached] = outcome.connect;
  return `${outcome.step} ${reached ? `${reached.to.join(' or ')} ${reached.host} ${reached.sni}` : outcome.answer}`;
}

const TABLE: readonly [what: string, told: string, expected: string][] = [
  ['SRV of the server name', told('example.org'), '4 [2001:db8::3]:8449 example.org example.org'],
  [
    'SRV of the delegated name',
    told('example.org', FED),
    '3.3 [2001:db8::3]:8450 fed.example.org fed.example.org',
  ],
  [
    'a delegation with port',
    told('example.org', '{"m.server":"fed.example.org:443"}'),
    '3.2 192.0.2.2:443 fed.example.org:443 fed.example.org',
  ],
  [
    'a delegation to an address',
    told('example.org', '{"m.server":"192.0.2.9:1"}'),
    '3.1 192.0.2.9:1 192.0.2.9:1 null',
  ],
  ['a port', told('fed.example.org:8000', FED), '2 192.0.2.2:8000 fed.example.org:8000 fed.example.org'],
  ['an address', told('[2001:db8::3]'), '1 [2001:db8::3]:8448 [2001:db8::3] null'],
  [
    'the old service, on a port that browsers use',
    told('old.example.org', undefined, `${ZONE}old A 192.0.2.4`),
    '5 [2001:db8::3]:443 old.example.org old.example.org',
  ],
  [
    'the last resort',
    told('fed.example.org', undefined, 'fed A 192.0.2.2'),
    '6 192.0.2.2:8448 fed.example.org fed.example.org',
  ],
  ['no address', told('nowhere.example.org'), '6 failed'],
  ['no server name', told('a b'), 'invalid failed'],
  ['a file that is not JSON', told('example.org', '<html>'), '4 [2001:db8::3]:8449 example.org example.org'],
  [
    'what curl -i prints',
    told('example.org', `HTTP/2 200 \r\ncontent-type: text/plain\r\n\r\n${FED}`),
    '3.3 [2001:db8::3]:8450 fed.example.org fed.example.org',
  ],
  [
    'a status that does not count',
    told('example.org', `HTTP/1.1 404 Not Found\r\n\r\n${FED}`),
    '4 [2001:db8::3]:8449 example.org example.org',
  ],
  [
    'a redirect that curl followed',
    told('example.org', `HTTP/1.1 301 Moved\r\nLocation: /a\r\n\r\nHTTP/1.1 200 OK\r\n\r\n${FED}`),
    '3.3 [2001:db8::3]:8450 fed.example.org fed.example.org',
  ],
];

for (const [what, found, expected] of TABLE) test(`explains ${what}`, () => assert.equal(found, expected));

const remarks = (server: string, file?: string, zone = ZONE) => {
  const { zone: records } = readZoneFile('zone', zone, 'example.org');
  const wellKnown = file === undefined ? {} : { wellKnown: readPastedAnswer('file', file) };
  return explain({ server, zone: records, ...wellKnown }, DEFAULT_SPEC_VERSION).remarks.join('\n');
};

test('remarks on records without effect, on aliases as targets, on the old service, and on a file that is missing', () => {
  assert.match(remarks('example.org', FED), /^SRV under _matrix-fed\._tcp\.example\.org has no effect/);
  assert.match(remarks('example.org:1', FED), /where a port is given, no SRV record is asked for/);
  assert.match(
    remarks('a.example.org', FED, '_matrix-fed._tcp SRV 1 1 1 b\nb CNAME c'),
    /the SRV target b\.example\.org is an alias/,
  );
  assert.match(remarks('old.example.org', undefined, `${ZONE}old A 192.0.2.4`), /deprecated since v1\.8/);
  assert.match(remarks('example.org'), /no well-known file was given/);
});

test('a status line that is none says where it is', () => {
  assert.throws(
    () => readPastedAnswer('file', 'HTTP/1.1 abc\n'),
    /^ScenarioError: file:1:1: "HTTP\/1\.1 abc" is no status line/,
  );
});
