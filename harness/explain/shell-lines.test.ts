/** The lines are run by a real shell, beside programs that only say how they were called. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import type { NeededPaste } from './needed-paste.ts';
import { type GivenFiles, type ShellKind, shellLines } from './shell-lines.ts';

const NEEDED: readonly NeededPaste[] = [
  { kind: 'file', url: 'https://example.org/.well-known/matrix/server' },
  { kind: 'dns', name: '_matrix-fed._tcp.example.org', types: ['SRV'] },
  { kind: 'dns', name: 'example.org', types: ['AAAA', 'A'] },
  { kind: 'certificate', endpoint: '192.0.2.20:8448', sni: 'example.org' },
  { kind: 'certificate', endpoint: '[2001:db8::20]:8448', sni: null },
];
const NOTHING: GivenFiles = { zone: [], certificate: [] };

const linesOf = (given = NOTHING, needed = NEEDED, shell: ShellKind = 'posix', server = 'example.org') =>
  shellLines(server, needed, given, shell);

test('the first is what decides first, and the last explains all of it', () => {
  assert.deepEqual(linesOf(), {
    asking: [
      'curl -sSiL --compressed --max-time 60 https://example.org/.well-known/matrix/server > example.org.well-known.txt 2>&1',
      'dig +noall +comments +question +answer _matrix-fed._tcp.example.org SRV example.org AAAA example.org A > example.org.dns.txt',
      '(set -x; openssl s_client -connect 192.0.2.20:8448 -servername example.org </dev/null) > example.org.certificate.txt 2>&1',
      "(set -x; openssl s_client -connect '[2001:db8::20]:8448' -noservername </dev/null) > example.org.certificate-2.txt 2>&1",
    ],
    explaining:
      'npx signpost explain example.org --zone example.org.dns.txt --well-known example.org.well-known.txt --certificate example.org.certificate.txt --certificate example.org.certificate-2.txt',
  });
});

test('what was given stays as it is, and stands in the command', () => {
  const given = { zone: ['example.org.dns.txt'], wellKnown: 'my file', certificate: [] };
  const { asking, explaining } = linesOf(given, [{ kind: 'dns', name: 'hs.test', types: ['A'] }]);
  assert.deepEqual(asking, ['dig +noall +comments +question +answer hs.test A > example.org.dns-2.txt']);
  assert.equal(
    explaining,
    "npx signpost explain example.org --zone example.org.dns.txt --zone example.org.dns-2.txt --well-known 'my file'",
  );
});

test('a server name that begins as options do is none', () => {
  const needed = [{ kind: 'dns', name: '-x.hs.test', types: ['AAAA', 'A'] }] as const;
  const { asking, explaining } = linesOf(NOTHING, needed, 'posix', '-x.hs.test');
  assert.deepEqual(asking, [
    'dig +noall +comments +question +answer -q -x.hs.test AAAA -q -x.hs.test A > _x.hs.test.dns.txt',
  ]);
  assert.equal(explaining, 'npx signpost explain --zone _x.hs.test.dns.txt -- -x.hs.test');
});

test('PowerShell has lines of its own', () => {
  assert.deepEqual(linesOf(NOTHING, NEEDED, 'powershell').asking, [
    'curl.exe -sSiL --max-time 60 https://example.org/.well-known/matrix/server > example.org.well-known.txt 2>&1',
    'nslookup "-type=SRV" _matrix-fed._tcp.example.org > example.org.dns.txt 2>&1',
    'nslookup "-type=AAAA" example.org >> example.org.dns.txt 2>&1',
    'nslookup "-type=A" example.org >> example.org.dns.txt 2>&1',
    '"" | openssl s_client -connect 192.0.2.20:8448 -servername example.org > example.org.certificate.txt 2>&1',
    `"" | openssl s_client -connect '[2001:db8::20]:8448' -noservername > example.org.certificate-2.txt 2>&1`,
  ]);
});

const FOLDER = mkdtempSync(path.join(tmpdir(), 'signpost-lines-'));
after(() => rmSync(FOLDER, { recursive: true, force: true }));

test('a shell reads them as they are meant, whatever the names are', () => {
  for (const program of ['curl', 'dig', 'openssl', 'npx']) {
    const file = path.join(FOLDER, program);
    writeFileSync(file, `#!/bin/sh\nprintf '${program}'; printf ' [%s]' "$@"; echo\n`);
    chmodSync(file, 0o755);
  }
  const odd = "$(touch pwned)'; touch pwned #";
  const needed: NeededPaste[] = [
    { kind: 'dns', name: odd, types: ['A'] },
    { kind: 'certificate', endpoint: `${odd}:1`, sni: odd },
  ];
  const { asking, explaining } = linesOf({ ...NOTHING, zone: [odd] }, needed, 'posix', odd);
  const env = { ...process.env, PATH: `${FOLDER}:${process.env.PATH}` };
  const told = execFileSync('sh', ['-c', [...asking, explaining].join('\n')], {
    cwd: FOLDER,
    env,
    encoding: 'utf8',
  });
  const stem = '_touch_pwned_touch_pwned_';
  assert.match(told, /^npx \[signpost\] \[explain\] \[\$\(touch pwned\)'; touch pwned #\] \[--zone\] /);
  assert.match(
    readFileSync(path.join(FOLDER, `${stem}.dns.txt`), 'utf8'),
    /\[\$\(touch pwned\)'; touch pwned #\] \[A\]/,
  );
  assert.throws(() => readFileSync(path.join(FOLDER, 'pwned')), /ENOENT/);
});
