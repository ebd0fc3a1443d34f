import assert from 'node:assert/strict';
import { lutimes, mkdtemp, readdir, readFile, readlink, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { newRunId, RecordFile } from './record-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'signpost-record-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(run: string, ...lines: readonly string[]): Promise<string> {
  const [first = '{"type":"run"}', ...further] = lines;
  using file = await RecordFile.open(folder, run, first);
  for (const line of further) file.write(line);
  return readFile(path.join(folder, `${run}.jsonl`), 'utf8');
}

test('each line is in the file as it comes, and latest.jsonl points to it', async () => {
  assert.equal(await write('a-run', '{"a":1}', '{"b":2}'), '{"a":1}\n{"b":2}\n');
  assert.equal(await readlink(path.join(folder, 'latest.jsonl')), 'a-run.jsonl');
});

test('a second run moves latest.jsonl and keeps the first record', async () => {
  await write('a-run', '{"a":1}');
  await write('b-run');
  assert.equal(await readlink(path.join(folder, 'latest.jsonl')), 'b-run.jsonl');
  assert.equal(await readFile(path.join(folder, 'a-run.jsonl'), 'utf8'), '{"a":1}\n');
});

test('a record never overwrites another one', async () => {
  await write('a-run');
  await assert.rejects(RecordFile.open(folder, 'a-run', '{}'), { code: 'record-unwritable' });
});

test('the first line is there as soon as the file is', async () => {
  using record = await RecordFile.open(folder, 'a-run', '{"type":"run"}');
  assert.equal(await readFile(record.file, 'utf8'), '{"type":"run"}\n');
});

test('a draft of the link that a killed run left is removed, and one that is being made is not', async () => {
  for (const name of ['.latest-left', '.latest-now']) await symlink('a-run.jsonl', path.join(folder, name));
  await lutimes(path.join(folder, '.latest-left'), 1, 1);
  await write('b-run');
  assert.deepEqual((await readdir(folder)).sort(), ['.latest-now', 'b-run.jsonl', 'latest.jsonl']);
});

test('a folder that cannot be made is told as such', async () => {
  await write('a-run');
  const inAFile = path.join(folder, 'a-run.jsonl');
  await assert.rejects(RecordFile.open(inAFile, 'b-run', '{}'), {
    name: 'HarnessError',
    code: 'record-unwritable',
  });
});

test('a folder is made with those that it stands in', async () => {
  using record = await RecordFile.open(path.join(folder, 'a', 'b'), 'a-run', '{}');
  assert.equal(record.file, path.join(folder, 'a', 'b', 'a-run.jsonl'));
});

test('a folder where the system makes none is told as such, too', async () => {
  await assert.rejects(RecordFile.open('/proc/reports/of-runs', 'a-run', '{}'), {
    code: 'record-unwritable',
  });
});

test('run ids sort by time', () => {
  assert.match(newRunId(), /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z-[0-9a-f]{6}$/);
});
