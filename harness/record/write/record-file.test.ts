import assert from 'node:assert/strict';
import { mkdtemp, readFile, readlink, rm } from 'node:fs/promises';
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
  using file = await RecordFile.open(folder, run);
  for (const line of lines) file.write(line);
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
  await assert.rejects(RecordFile.open(folder, 'a-run'), { code: 'record-unwritable' });
});

test('a folder that cannot be made is told as such', async () => {
  await write('a-run');
  const inAFile = path.join(folder, 'a-run.jsonl');
  await assert.rejects(RecordFile.open(inAFile, 'b-run'), {
    name: 'HarnessError',
    code: 'record-unwritable',
  });
});

test('a folder is made with those that it stands in', async () => {
  using record = await RecordFile.open(path.join(folder, 'a', 'b'), 'a-run');
  assert.equal(record.file, path.join(folder, 'a', 'b', 'a-run.jsonl'));
});

test('a folder where the system makes none is told as such, too', async () => {
  await assert.rejects(RecordFile.open('/proc/reports/of-runs', 'a-run'), { code: 'record-unwritable' });
});

test('run ids sort by time', () => {
  assert.match(newRunId(), /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z-[0-9a-f]{6}$/);
});
