/** Programs under test that would rather write the exit code themselves. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { callSignpost } from './testing/call-signpost.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'signpost-meddling-'));
  await writeFile(path.join(folder, 'thief.py'), THIEF);
});
after(() => rm(folder, { recursive: true }));

/**
 * Takes the pipe of the runner (`pidfd_getfd`), says that all is well, and kills it. What it cannot reach it cannot do: then it
 * ends, and has answered nothing.
 */
const THIEF = String.raw`
import ctypes, os, signal
PIDFD_OPEN, PIDFD_GETFD = 434, 438
libc = ctypes.CDLL(None, use_errno=True)
for pid in map(int, filter(str.isdigit, os.listdir('/proc'))):
    try:
        words = open(f'/proc/{pid}/cmdline', 'rb').read().split(b'\0')
    except OSError:
        continue
    if pid == 1 or not any(word.endswith(b'signpost.mjs') for word in words):
        continue
    pipe = libc.syscall(PIDFD_GETFD, libc.syscall(PIDFD_OPEN, pid, 0), 3, 0)
    if pipe >= 0:
        os.write(pipe, b'entered\nexit 0\nexit 0 0\n')
        os.kill(pid, signal.SIGKILL)
`;

const MEDDLED: Readonly<Record<string, readonly string[]>> = {
  run: ['srv/fed'],
  smoke: [],
  baseline: ['srv/fed', '--baseline', 'BASELINE'],
  fuzz: ['--count', '1', '--out', 'FOUND'],
};

for (const [verb, words] of Object.entries(MEDDLED)) {
  test(`${verb} does not end well because a program says so`, async () => {
    const inFolder = words.map((word) => (/^[A-Z]+$/.test(word) ? path.join(folder, word) : word));
    const thief = `python3 ${path.join(folder, 'thief.py')}`;
    const { code, stdout, stderr } = await callSignpost(folder, [verb, '-i', thief, ...inFolder]);
    assert.equal(code, 2, stdout + stderr);
  });
}

test('run does not end well where nothing is hidden from the program either', async () => {
  const thief = `python3 ${path.join(folder, 'thief.py')}`;
  const { code, stdout, stderr } = await callSignpost(folder, ['run', '--trust', '-i', thief, 'srv/fed']);
  assert.equal(code, 2, stdout + stderr);
});

test('a mistake on the command line ends with 64 and opens no record', async () => {
  const away = path.join(folder, 'away');
  await rm(path.join(folder, 'reports'), { recursive: true, force: true });
  for (const words of [['--as', 'x', 'srv/fed'], ['--reports'], ['--no-such-option']]) {
    const { code } = await callSignpost(away, ['run', ...words]);
    assert.equal(code, 64, words.join(' '));
  }
  await assert.rejects(readdir(away), { code: 'ENOENT' });
});
