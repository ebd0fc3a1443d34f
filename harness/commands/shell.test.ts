/** Programs that know nothing of Signpost, inside the mock internet. */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

const SIGNPOST = join(import.meta.dirname, '..', 'signpost.mjs');
const FILE = { 'm.server': 'fed.port.well-known.test:8443' };
const URL = 'https://port.well-known.test/.well-known/matrix/server';

let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signpost-shell-'));
  await writeFile(join(folder, 'go.mod'), 'module discovery\n\ngo 1.19\n');
  await writeFile(join(folder, 'discovery_test.go'), GO_TEST);
});

after(() => rm(folder, { recursive: true }));

const GO_TEST = `package discovery
import ("encoding/json"; "net"; "net/http"; "testing")
func TestDelegation(t *testing.T) {
	answer, err := http.Get("${URL}")
	if err != nil { t.Fatal(err) }
	var file map[string]string
	if err := json.NewDecoder(answer.Body).Decode(&file); err != nil { t.Fatal(err) }
	if file["m.server"] != "${FILE['m.server']}" { t.Fatal(file) }
	_, records, err := net.LookupSRV("matrix-fed", "tcp", "fed.srv.test")
	if err != nil || records[0].Port != 8449 { t.Fatal(records, err) }
}
`;

const PYTHON = `import urllib.request; print(urllib.request.urlopen("${URL}").read().decode())`;
const NODE = `fetch("${URL}").then((answer) => answer.text()).then(console.log)`;

describe('programs reach the world by its names and trust it', { concurrency: 2 }, () => {
  const fetchers: Readonly<Record<string, readonly string[]>> = {
    curl: ['curl', '-sS', URL],
    python3: ['python3', '-c', PYTHON],
    node: ['node', '-e', NODE],
  };
  for (const [name, program] of Object.entries(fetchers)) {
    test(`${name} fetches a well-known file`, { skip: missing(name) }, async () => {
      const { code, stdout, stderr } = await shell(['well-known/port'], program);
      assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
      assert.deepEqual(JSON.parse(stdout), FILE);
    });
  }

  test('dig reads a record of any case', { skip: missing('dig') }, async () => {
    const { stdout } = await shell([], ['dig', '+short', 'SRV', '_matrix-fed._tcp.fed.srv.test']);
    assert.match(stdout, /^\d+ \d+ 8449 \S+\.fed\.srv\.test\.$/m);
  });

  test('go test runs against it', { skip: missing('go') }, async () => {
    const { code, stdout, stderr } = await shell([], ['go', 'test', './...']);
    assert.equal(code, 0, stdout + stderr);
  });

  test('a certificate that does not fit is refused', { skip: missing('curl') }, async () => {
    const { code } = await shell(
      ['control/untrusted'],
      ['curl', '-sS', 'https://untrusted.control.test:8448/'],
    );
    assert.equal(code, 60);
  });
});

test('the exit code is the program’s', async () => {
  assert.equal((await shell(['well-known/port'], ['sh', '-c', 'exit 42'])).code, 42);
});

test('without a program it is a shell, and stdout stays that shell’s', async () => {
  const { code, stdout, stderr } = await shell(
    ['well-known/port'],
    undefined,
    'getent hosts port.well-known.test; exit 9',
  );
  assert.equal(code, 9);
  assert.match(stdout, /^[0-9a-f.:]+ +port\.well-known\.test\n$/);
  assert.match(
    stderr,
    /^signpost: \/bin\/sh inside the world of port\.well-known\.test; `exit` leaves it\. The network is closed; your files are as outside\n$/,
  );
});

test('an unknown case is named', async () => {
  const { code, stderr } = await shell(['well-known/prot'], ['true']);
  assert.equal(code, 64);
  assert.match(stderr, /well-known\/prot/);
});

test('an unknown program is named', async () => {
  const { code, stderr } = await shell(['well-known/port'], ['no-such-program']);
  assert.equal(code, 2);
  assert.match(stderr, /^error program-not-started: cannot start `no-such-program`/);
});

function missing(program: string): string | false {
  const there = spawnSync('sh', ['-c', 'command -v "$0"', program]).status === 0;
  return there ? false : `${program} is not installed`;
}

interface End {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function shell(ids: readonly string[], program: readonly string[] | undefined, input = ''): Promise<End> {
  const args = [SIGNPOST, 'shell', ...ids, ...(program ? ['--', ...program] : [])];
  const env = { ...process.env, SHELL: '/bin/sh' };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, args, { cwd: folder, env }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
    child.stdin?.end(input);
  });
}
