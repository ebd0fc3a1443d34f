/** Whatever is pasted gives a value, or an error with a place, and in time that grows with its length alone. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ScenarioError } from '../../scenario/index.ts';
import { readCertificate } from './read-certificate.ts';
import { readDnsPaste } from './read-dns-paste.ts';
import { readWebPaste } from './read-web-paste.ts';

const READERS: Readonly<Record<string, (text: string) => unknown>> = {
  records: (text) => readDnsPaste('file', text, 'hs.test').isComplete('hs.test'),
  'answers of a web server': (text) => readWebPaste('file', text, 'hs.test'),
  certificates: (text) => readCertificate('file', text),
};

/** Lines and pieces of lines that the readers look for, put together by chance. */
const PIECES = [
  '$ dig +short hs.test',
  'user@box:~$ ',
  'PS C:\\> Resolve-DnsName hs.test',
  '```',
  '> ',
  '    ',
  ';; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1',
  ';; flags: qr rd ra; QUERY: 1',
  ';; QUESTION SECTION:',
  ';hs.test. IN A',
  ';; ANSWER SECTION:',
  ';; no servers could be reached',
  '; <<>> DiG 9.18.1 <<>> hs.test',
  'hs.test. 300 IN A 192.0.2.1',
  'hs.test 300 IN CNAME',
  'hs.test. IN TYPE33 \\# 3 00ff',
  '$ORIGIN hs.test.',
  '@ SOA ns admin ( 1 1 1',
  '1 1 )',
  '"',
  '\\',
  '(',
  'hs.test has address 192.0.2.1',
  'Server:\t\t192.0.2.53',
  'Name:\ths.test',
  'Address: 192.0.2.1',
  "*** Can't find hs.test: No answer",
  'a.test SRV service location:',
  '  priority = 1',
  'Name Type TTL Section NameHost',
  '---- ---- --- ------- --------',
  'QueryType : A',
  'hs.test: 192.0.2.1 -- link: eth0',
  '   (edge.test)',
  '{"Status": 0, "Question": [{"name": 1}], "Answer": [null, {}]}',
  '{"ResourceRecordSets": [{"Name": "a", "Type": "A", "ResourceRecords": [{}]}]}',
  '{',
  'Type\tName\tContent',
  'A\t@\t192.0.2.1',
  'HTTP/2 200',
  'HTTP/1.1 301 Moved',
  'Location: /x',
  '< HTTP/2 200',
  '* Trying',
  'curl: (7) Failed',
  '--2026-11-30 21:27:33--  https://hs.test/',
  '  HTTP/1.1 200 OK',
  'StatusCode : 200',
  'RawContent : HTTP/1.1 200 OK',
  '-----BEGIN CERTIFICATE-----',
  '-----END CERTIFICATE-----',
  'constructor',
  '__proto__ 60 A 192.0.2.1',
] as const;

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(fc.tuple(fc.constantFrom(...PIECES), fc.constantFrom('\n', '\n', '\n', ' ', '\r\n', '')), {
      maxLength: 12,
    })
    .map((parts) => parts.flat().join('')),
);

for (const [what, read] of Object.entries(READERS)) {
  test(`any text is read as ${what}, or refused with its place`, () => {
    fc.assert(
      fc.property(anyText, (text) => {
        try {
          read(text);
        } catch (error) {
          assert.ok(error instanceof ScenarioError, String(error));
          assert.ok(error.position && error.position.line >= 1 && error.position.column >= 1);
          assert.equal(error.position.file, 'file');
          assert.ok(error.hint);
        }
      }),
      { numRuns: 1500 },
    );
  });
}
