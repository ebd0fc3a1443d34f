/** The command under a failure, pasted into a shell as it is printed, shows what the failure talks of. */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

const SIGNPOST = path.join(import.meta.dirname, '..', 'signpost.mjs');
const hasCurl = spawnSync('curl', ['--version']).status === 0;

interface Row {
  readonly mutant: string;
  readonly id: string;
  /** What the line begins with, after the case. */
  readonly line: string;
  /** Of `--dig` or of curl: 7 refused, 28 too late, 47 too many redirects, 60 certificate. */
  readonly code: number;
  readonly shows: RegExp;
}

const FILE = '-- curl -sSiL -m 10 https://';
const CONNECTION = '-- curl -sSv -m 10 --connect-to ';

const ROWS: readonly Row[] = [
  // An SRV record that was not followed.
  row('ignores-srv-target', 'srv/fed', '--dig _matrix-fed', 0, /\tIN\tSRV\t10 5 8449 hs\.fed\.srv\.test\.$/m),
  row('srv-priority-ignored', 'srv/priority', '--dig _matrix-fed', 0, /\tSRV\t\d+ \d+ \d+ .*\n.*\tSRV\t/),
  // A file that was not read, or not believed.
  row('no-well-known', 'well-known/port', FILE, 0, /^HTTP\/\S+ 200[\s\S]*"m\.server"/),
  row(
    'no-well-known',
    'well-known/redirect#301',
    FILE,
    0,
    /^HTTP\/\S+ 301[\s\S]*HTTP\/\S+ 200[\s\S]*"m\.server"/,
  ),
  // A file that does not count.
  row('every-2xx-accepted', 'well-known/other-2xx#201', FILE, 0, /^HTTP\/\S+ 201/),
  row('delegation-not-validated', 'grammar/delegated#blank-behind', FILE, 0, /"m\.server": *"[^"]* "/),
  row('name-found-in-any-text', 'well-known/bad-body#truncated', FILE, 0, /^HTTP\/\S+ 200/),
  row('no-certificate-check', 'finality/file#bad-certificate', FILE, 60, /certificate/i),
  row('stops-when-well-known-is-silent', 'offline/fallback#refused', FILE, 7, /refused|connect/i),
  // The file that is asked for too often, and the one that is to be remembered.
  row('hundred-redirects', 'well-known/redirect-circles#fragments', FILE, 0, /^Location: #again/im),
  row('keeps-no-failure', 'well-known/failure-kept#404', FILE, 0, /^HTTP\/\S+ 404/),
  // A connection as it has to be.
  row('host-with-srv-port', 'srv/fed', CONNECTION, 0, /^> Host: fed\.srv\.test\r?$/im),
  row('no-sni', 'srv/fed', CONNECTION, 0, /subjectAltName: .*fed\.srv\.test/i),
  row('literal-on-443', 'ip-literal/ipv6', CONNECTION, 0, /^> Host: \[2a00:db8:[0-9a-f:]+\]\r?$/im),
  // A certificate that has to be refused.
  row('no-certificate-check', 'srv/fed~cert-of-target', CONNECTION, 60, /certificate subject name/i),
  row('no-certificate-check', 'ip-literal/ipv6~cert-expired', CONNECTION, 60, /expired/i),
  row('no-certificate-check', 'well-known/port~wk-cert-untrusted', FILE, 60, /certificate/i),
];

function row(mutant: string, id: string, line: string, code: number, shows: RegExp): Row {
  return { mutant, id, line, code, shows };
}

let folder: string;
let output: string;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'signpost-try-'));
  await mkdir(path.join(folder, 'bin'));
  await symlink(SIGNPOST, path.join(folder, 'bin', 'signpost'));
  const cases = [...new Set(ROWS.map(({ id }) => id))].map((id) => `'${id}'`);
  const who = [...new Set(ROWS.map(({ mutant }) => `-i mutant:${mutant}`))];
  const run = await inBash(`signpost run --no-twins --reports reports ${[...cases, ...who].join(' ')}`);
  output = run.stdout;
  assert.equal(run.code, 1, run.stdout + run.stderr);
});

after(() => rm(folder, { recursive: true }));

describe('what is printed can be pasted', { concurrency: 2, skip: !hasCurl && 'there is no curl' }, () => {
  for (const { mutant, id, line, code, shows } of ROWS)
    test(`${mutant}, ${id}: ${line.split(' ').slice(0, 2).join(' ')}, exit code ${code}`, async () => {
      const printed = tryLine(mutant, id);
      assert.ok(printed.startsWith(`signpost shell ${id} ${line}`), printed);
      const end = await inBash(printed);
      const told = end.stdout + end.stderr;
      assert.equal(end.code, code, `${printed}\n${told}`);
      assert.match(told, shows);
    });
});

/** Of one implementation, under the failure of one case. */
function tryLine(mutant: string, id: string): string {
  const own = output.split(/^(?=mutant:)/m).find((part) => part.startsWith(`mutant:${mutant} `)) ?? '';
  const [, failure = ''] = own.split(`FAIL ${id} `);
  const [, printed] = /^ {2}try +(.+)$/m.exec(failure.split('\nFAIL ')[0] ?? '') ?? [];
  assert.ok(printed, `nothing to try under ${id} of ${mutant}:\n${own.slice(0, 2000)}`);
  return printed;
}

interface End {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** As somebody types it who has Signpost on the PATH. */
function inBash(line: string): Promise<End> {
  const { npm_lifecycle_event: _, ...env } = process.env;
  const PATH = `${path.join(folder, 'bin')}:${env.PATH}`;
  return new Promise((resolve) => {
    execFile('bash', ['-c', line], { cwd: folder, env: { ...env, PATH } }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
}
