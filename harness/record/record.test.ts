import assert from 'node:assert/strict';
import { mkdtemp, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import type { Event } from '../evidence/index.ts';
import type { Status } from '../judge/index.ts';
import { newRunId, RunRecord, type VerdictLine } from './record.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'signpost-record-'));
});
afterEach(() => rm(folder, { recursive: true }));

const hello: Event = {
  kind: 'tls',
  n: 1,
  at: 1,
  connection: 1,
  host: 'origin',
  port: 443,
  sni: null,
  alpn: [],
  hello: 'FgMBAA==',
};

function verdict(status: Status): VerdictLine {
  return {
    type: 'verdict',
    id: 'srv/fed',
    implementation: 'reference',
    title: 'A title',
    status,
    expected: true,
    level: 'MUST',
    clauses: [],
    reasons: [],
    claim: null,
    events: [hello],
    ms: 1,
  };
}

async function written(statuses: readonly Status[]) {
  const record = await RunRecord.open(folder, 'a-run');
  for (const status of statuses) record.write(verdict(status));
  record[Symbol.dispose]();
  const text = await readFile(path.join(folder, 'a-run.jsonl'), 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as VerdictLine);
}

test('each line is written as it comes, and latest.jsonl points to the file', async () => {
  const lines = await written(['pass', 'fail']);
  assert.deepEqual(
    lines.map((line) => line.status),
    ['pass', 'fail'],
  );
  assert.equal(await readlink(path.join(folder, 'latest.jsonl')), 'a-run.jsonl');
});

test('the raw ClientHello is kept for failures only', async () => {
  const [pass, fail] = await written(['pass', 'fail']);
  assert.deepEqual(pass?.events, [{ ...hello, hello: '' }]);
  assert.deepEqual(fail?.events, [hello]);
});

test('a second run moves latest.jsonl and keeps the first record', async () => {
  await written(['pass']);
  const second = await RunRecord.open(folder, 'b-run');
  second[Symbol.dispose]();
  assert.equal(await readlink(path.join(folder, 'latest.jsonl')), 'b-run.jsonl');
  assert.match(await readFile(path.join(folder, 'a-run.jsonl'), 'utf8'), /"status":"pass"/);
});

test('a record never overwrites another one', async () => {
  await written(['pass']);
  await assert.rejects(RunRecord.open(folder, 'a-run'), { code: 'record-unwritable' });
});

test('a folder that cannot be made is told as such', async () => {
  await written(['pass']);
  const inAFile = path.join(folder, 'a-run.jsonl');
  await assert.rejects(RunRecord.open(inAFile, 'b-run'), { name: 'HarnessError', code: 'record-unwritable' });
});

test('run ids sort by time', () => {
  assert.match(newRunId(), /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z-[0-9a-f]{6}$/);
});
