/** The published schema and the page say what the code reads and writes. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as z from 'zod';
import { note, passing, SampleRecord, sampleCases, sampleEvent } from '../testing/sample-record.ts';
import { publishedRecordSchema } from './json-schema.ts';
import { pageWithFields } from './page.ts';
import { lineSchemas } from './record-line.ts';

const reports = new URL('../../../reports/', import.meta.url);
const page = readFileSync(new URL('README.md', reports), 'utf8');
const ANEW = 'run: node --import tsx harness/record/schema/write-published.ts';

test('reports/record.schema.json is in step with the code', () => {
  assert.equal(readFileSync(new URL('record.schema.json', reports), 'utf8'), publishedRecordSchema(), ANEW);
});

test('reports/README.md has the fields of the schema', () => {
  assert.equal(page, pageWithFields(page), ANEW);
});

test('the page names every type of line, and each with how often it comes', () => {
  const [, table = ''] = /## Format 2\n(.*?)\n## /s.exec(page) ?? [];
  const told = [...table.matchAll(/^\| `(\w+)` \|/gm)].map(([, type]) => type);
  assert.deepEqual(told.sort(), Object.keys(lineSchemas).sort());
});

function* propertiesIn(value: unknown, path: string): Generator<readonly [path: string, schema: object]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, each] of Object.entries(value)) {
    if (key === 'properties') {
      for (const [name, property] of Object.entries(each)) yield [`${path}/${name}`, property as object];
    }
    yield* propertiesIn(each, `${path}/${key}`);
  }
}

const properties = [...propertiesIn(JSON.parse(publishedRecordSchema()), '#')];

test('every field says what it is', () => {
  assert.ok(properties.length > 250);
  assert.deepEqual(
    properties.filter(([, schema]) => !('description' in schema)).map(([path]) => path),
    [],
  );
});

test('every field that the page names by hand is one, and every field is on the page', () => {
  const fields = new Set(properties.map(([path]) => path.slice(path.lastIndexOf('/') + 1)));
  const rows = new Set(
    [...page.matchAll(/^\| `([\w.]+)`\?? \|/gm)].map(([, name = '']) => name.split('.').at(-1)),
  );
  assert.deepEqual(
    [...fields].filter((name) => !rows.has(name)),
    [],
  );
  const [byHand = ''] = page.split('## The fields');
  const words = [...byHand.matchAll(/`([a-z][A-Za-z.]*)`/g)].map(([, word = '']) => word);
  const known = new Set([
    ...fields,
    ...Object.keys(lineSchemas),
    'fail',
    'error',
    'readRun',
    'mergeRuns',
    'label:port',
  ]);
  assert.deepEqual(
    words.filter((word) => !word.split('.').every((part) => known.has(part)) && !/\.jsonl?$/.test(word)),
    [],
  );
});

const schema = z.fromJSONSchema(JSON.parse(publishedRecordSchema()));

test('the published schema takes every line of the record of the whole library', async () => {
  await using record = await SampleRecord.open(passing(sampleCases()));
  for (const line of await record.lines()) {
    const result = schema.safeParse(JSON.parse(line));
    assert.ok(result.success, `${line.slice(0, 200)}: ${result.error?.message}`);
  }
});

test('the published schema takes every field that a verdict may have, and no other', async () => {
  const [c] = sampleCases('srv/fed');
  assert.ok(c);
  await using record = await SampleRecord.open((recording) => {
    note(recording, c, {
      status: 'fail',
      reasons: [{ round: 1, server: 'x', field: 'to', clause: 'S4-a', level: 'MUST', text: 'x' }],
      divergence: { kind: 'srv-of-server-name', step: '3.3', event: 1 },
      because: { case: 'srv/legacy' },
      claim: {
        kind: 'resolved',
        targets: [{ name: 'x', address: '20.0.0.1', port: 1, host: 'x', tls_name: 'x' }],
      },
      events: [sampleEvent(1)],
      rounds: [{ at: 0, questions: [{ server: 'x', status: 'fail', claim: null }] }],
      before: { version: 'v1.7', status: 'pass', level: 'MUST', clauses: [] },
      stderr: 'x',
    });
  });
  const verdict = JSON.parse((await record.lines()).at(-1) ?? '');
  assert.equal(schema.safeParse(verdict).success, true);
  assert.equal(schema.safeParse({ ...verdict, more: 1 }).success, false);
});
