import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergeRuns, type RecordedRun } from './index.ts';
import {
  note,
  passing,
  SampleRecord,
  sampleCases,
  sampleHeader,
  sampleImplementation,
} from './testing/sample-record.ts';

const [fed, legacy] = [...sampleCases('srv/fed'), ...sampleCases('srv/legacy')].filter(({ twin }) => !twin);
assert.ok(fed && legacy);

async function runs(...records: readonly SampleRecord[]): Promise<[RecordedRun, RecordedRun]> {
  const [a, b] = await Promise.all(records.map((record) => record.read()));
  assert.ok(a && b);
  return [a, b];
}

test('two parts of one implementation', async () => {
  await using a = await SampleRecord.open(passing([fed]));
  await using b = await SampleRecord.open(passing([legacy]));
  const merged = mergeRuns(await runs(a, b));
  assert.deepEqual(merged.files, [a.file, b.file]);
  assert.deepEqual([...merged.cases.keys()], ['srv/fed', 'srv/legacy']);
  assert.equal(merged.verdicts.length, 2);
  assert.equal(merged.implementations.length, 1);
  assert.equal(merged.header.cases, 2);
  assert.equal(merged.end?.counts.mine?.pass, 2);
});

test('two implementations', async () => {
  await using a = await SampleRecord.open(passing([fed]));
  await using b = await SampleRecord.open(
    (recording) => {
      recording.introduced({ ...sampleImplementation, implementation: 'yours' });
      note(recording, fed, { implementation: 'yours' });
    },
    { ...sampleHeader, implementations: ['yours'] },
  );
  const merged = mergeRuns(await runs(a, b));
  assert.deepEqual(merged.header.implementations, ['mine', 'yours']);
  assert.deepEqual(
    merged.verdicts.map(({ implementation }) => implementation),
    ['mine', 'yours'],
  );
  assert.equal(merged.interrupted, true);
  assert.equal(merged.end, undefined);
});

test('the same verdict twice is one', async () => {
  await using a = await SampleRecord.open(passing([fed]));
  await using b = await SampleRecord.open(passing([fed]));
  const merged = mergeRuns(await runs(a, b));
  assert.equal(merged.verdicts.length, 1);
  assert.equal(merged.end?.counts.mine?.pass, 1);
});

const pass = (recording: Parameters<ReturnType<typeof passing>>[0]) => note(recording, fed);
const ROWS: readonly (readonly [
  what: string,
  write: ReturnType<typeof passing>,
  header: typeof sampleHeader,
  line: number,
  words: RegExp,
])[] = [
  ['another library', pass, { ...sampleHeader, library: `sha256:${'1'.repeat(64)}` }, 1, /another library/],
  ['another version', pass, { ...sampleHeader, spec: 'v1.7' }, 1, /another version .*: v1\.7 and v1\.19/],
  [
    'another level',
    pass,
    { ...sampleHeader, options: { ...sampleHeader.options, level: 'must' } },
    1,
    /another level/,
  ],
  [
    'another verdict for the same case',
    (recording) => note(recording, fed, { status: 'noted' }),
    sampleHeader,
    3,
    /mine in srv\/fed is judged a second time; the first is in \S+:3/,
  ],
  [
    'another world of the same case',
    (recording) => note(recording, { ...fed, title: 'Other' }, { implementation: 'yours' }),
    { ...sampleHeader, implementations: ['yours'] },
    2,
    /the case srv\/fed is another one than in \S+:2/,
  ],
  [
    'another version of the implementation',
    (recording) => recording.introduced({ ...sampleImplementation, version: '2' }),
    sampleHeader,
    1,
    /mine is version 2 here, and 1 in another/,
  ],
];

for (const [what, write, header, line, words] of ROWS) {
  test(`what has ${what} is not joined`, async () => {
    await using a = await SampleRecord.open((recording) => {
      if (what.includes('implementation')) recording.introduced(sampleImplementation);
      note(recording, fed);
    });
    await using b = await SampleRecord.open(write, header);
    const both = await runs(a, b);
    assert.throws(
      () => mergeRuns(both),
      (error: Error) => {
        assert.ok(error.message.startsWith(`${b.file}:${line}: `), error.message);
        assert.match(error.message, words);
        return true;
      },
    );
  });
}
