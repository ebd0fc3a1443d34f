/** What a run tells of a homeserver that fails, and what it leaves beside its record. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { callSignpost, latestRun } from './testing/call-signpost.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'signpost-logs-'));
  const script =
    'echo x > {data}/db; for i in 1 2 3 4 5 6 7 8 9 10 11; do echo "line $i"; done; printf "\\033[31mno keys\\n"; exit 3';
  const manifest = {
    name: 'failing',
    kind: 'homeserver',
    title: 'It fails',
    start: ['sh', '-c', script],
    ready: '/ready',
    triggers: { profile: { path: '/{server}', reached: ['200'] } },
  };
  await mkdir(path.join(folder, 'failing'));
  await writeFile(path.join(folder, 'failing', 'implementation.json'), JSON.stringify(manifest));
});
after(() => rm(folder, { recursive: true }));

test('on a failed start the last ten lines of its log are told, and log and data are kept', async () => {
  const who = path.join(folder, 'failing');
  const end = await callSignpost(folder, ['run', 'srv/fed', '--no-twins', '--keep-data', '-i', who]);
  assert.equal(end.code, 2, end.stderr);
  const told = [...Array.from({ length: 9 }, (_, i) => `line ${i + 3}`), 'no keys'];
  const lines = ['    its log ends:', ...told.map((line) => `      ${line}`), '  not judged'];
  assert.ok(end.stdout.includes(`\n${lines.join('\n')}\n`), end.stdout);
  const reports = path.join(folder, 'reports');
  const names = await readdir(reports);
  const log = path.join(reports, names.find((name) => name.endsWith('.failing.log')) ?? '');
  const data = path.join(reports, names.find((name) => name.endsWith('.failing.data')) ?? '');
  for (const kept of [log, data]) assert.ok(end.stdout.includes(path.relative(process.cwd(), kept)));
  assert.match(await readFile(log, 'utf8'), /^=== failing starts .*===\nline 1\nline 2\n/);
  assert.equal(await readFile(path.join(data, 'db'), 'utf8'), 'x\n');
  assert.equal((await stat(data)).uid, process.getuid?.());
  assert.match((await latestRun(folder)).stderr.get('failing') ?? '', /^line 1\n.*no keys\n$/s);
});

test('an option without effect is a usage error', async () => {
  const { code, stderr } = await callSignpost(folder, ['run', 'srv/fed', '--keep-data', '-i', 'reference']);
  assert.equal(code, 64);
  assert.match(stderr, /option-unused: --keep-data is about homeservers/);
});
