import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { readRun } from './read-run.ts';

const verdict = {
  type: 'verdict',
  id: 'srv/fed',
  implementation: 'mine',
  title: 'A title',
  expected: false,
  status: 'fail',
  level: 'MUST',
  clauses: ['S4-a'],
  // Older ones had a word that is gone.
  reasons: [{ step: 1, field: 'to', clause: 'S4-a', level: 'MUST', text: 'no request came' }],
  divergence: 'at step 4: never asked SRV',
  claim: null,
  events: [{ kind: 'dns', name: 'x.test', type: 'A', at: 1 }],
  ms: 1,
};
const run = {
  type: 'run',
  run: 'a-run',
  started: '2026-11-30T10:00:00.000Z',
  signpost: '0.1.0',
  node: 'v20.0.0',
  spec: 'v1.19',
  implementations: ['mine'],
  cases: 1,
};
const implementation = {
  type: 'implementation',
  implementation: 'mine',
  name: 'Mine',
  version: '1',
  can: ['claim'],
};
const counts = { mine: { pass: 0, lenient: 0, noted: 0, fail: 1, skip: 0, error: 0 } };
const end = { type: 'end', complete: true, counts, unexpected: 1, problems: [], conformance: {}, ms: 5 };

async function read(...lines: readonly object[]) {
  const folder = await mkdtemp(path.join(tmpdir(), 'signpost-record-'));
  try {
    const file = path.join(folder, 'a-run.jsonl');
    await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    return await readRun(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('counts and words are read, with a word why no more', async () => {
  const { header, implementations, verdicts, cases, clauses, remarks, ...rest } = await read(
    run,
    implementation,
    verdict,
    end,
  );
  assert.equal(header.format, 1);
  assert.equal(implementations[0]?.label, 'mine');
  assert.deepEqual(
    verdicts.map(({ id, status, reasons }) => [id, status, ...reasons.map(({ text }) => text)]),
    [['srv/fed', 'fail', 'at step 4: never asked SRV', 'no request came']],
  );
  assert.equal(rest.end?.counts.mine?.fail, 1);
  assert.equal(rest.interrupted, false);
  assert.deepEqual([cases.size, clauses.size], [0, 0]);
  assert.equal(remarks.length, 1);
  assert.match(remarks[0] ?? '', /of format 1: it has statuses and words, and neither .*; run again/);
});

test('one that was interrupted', async () => {
  const { interrupted, verdicts } = await read(run, implementation);
  assert.deepEqual([interrupted, verdicts], [true, []]);
});

test('a line that is none of that format is named', async () => {
  await assert.rejects(read(run, { type: 'case', id: 'srv/fed' }), /a-run\.jsonl:2: /);
});
