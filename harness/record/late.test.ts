/** A case that was late has a line of that, and its verdict is the only one: in every record, and in those that were edited. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Case, isAboutStalls } from '../model/index.ts';
import { consultRounds, twinAgain } from '../oracle/index.ts';
import { loadCases } from '../scenario/index.ts';
import { mergeRuns, type Recording } from './index.ts';
import {
  note,
  passing,
  SampleRecord,
  sampleCases,
  sampleImplementation,
  sampleVerdict,
} from './testing/sample-record.ts';

const { cases, bindAgain } = loadCases({
  root: new URL('../..', import.meta.url).pathname,
  selectors: ['srv/fed'],
});
const [first] = cases;
const [, twin] = sampleCases('srv/fed');
assert.ok(first && twin?.twin);
const second = bindAgain(first);
const secondTwin = twinAgain(twin, first, bindAgain);
assert.ok(second && secondTwin);
assert.equal(isAboutStalls(first), false);

function noteLate(recording: Recording, c: Case): void {
  const { expected: _, ...rest } = sampleVerdict(c, {
    status: 'skip',
    reasons: [{ text: 'as it would have been' }],
  });
  recording.late(
    { ...rest, late: 'the event loop was late', pressure: 71.5 },
    { case: c, rounds: () => consultRounds(c) },
  );
}

/** Both were late; `again`: as they were asked then. */
const late = (again: readonly Case[]) => (recording: Recording) => {
  recording.introduced(sampleImplementation, { idsFollow: true });
  recording.asked('mine', [first, twin]);
  for (const c of [first, twin]) noteLate(recording, c);
  for (const c of again) note(recording, c, { again: true });
  const counts = { pass: 2, lenient: 0, noted: 0, fail: 0, skip: 0, error: 0 };
  recording.end({ counts: { mine: counts }, unexpected: 0, problems: [], conformance: {}, ms: 1 });
};

const written = () => SampleRecord.open(late([second, secondTwin]));

test('the first asking, the case as it was asked then, and the one verdict come back', async () => {
  await using record = await written();
  const types = (await record.lines()).map((line) => {
    const { type, id = '', again = '' } = JSON.parse(line);
    return `${type} ${id} ${again}`.trim();
  });
  assert.deepEqual(types.slice(3, -2), [
    `case ${first.id}`,
    `late ${first.id}`,
    `case ${twin.id}`,
    `late ${twin.id}`,
    `case ${first.id} true`,
    `verdict ${first.id} true`,
    `case ${twin.id} true`,
    `verdict ${twin.id} true`,
  ]);
  const run = await record.read();
  assert.deepEqual(
    run.late.map(({ id, status, late: why, pressure }) => [id, status, why, pressure]),
    [first, twin].map(({ id }) => [id, 'skip', 'the event loop was late', 71.5]),
  );
  assert.deepEqual(
    run.verdicts.map(({ id, status, again }) => [id, status, again]),
    [first, twin].map(({ id }) => [id, 'pass', true]),
  );
  assert.equal(run.cases.get(first.id)?.case.server, first.server);
  assert.equal(run.again.get(first.id)?.case.server, second.server);
  assert.deepEqual(run.again.get(twin.id)?.case.hosts, secondTwin.hosts);
  assert.deepEqual(run.again.get(twin.id)?.case.source.file, first.source.file);
});

test('what was asked again as it was has no second line of its case', async () => {
  await using record = await SampleRecord.open(late([first, twin]));
  const run = await record.read();
  assert.equal(run.again.size, 0);
  assert.deepEqual(
    run.verdicts.map(({ again }) => again),
    [true, true],
  );
});

test('records that are joined keep what was late', async () => {
  await using a = await written();
  await using b = await SampleRecord.open(
    passing(sampleCases('srv/legacy').filter((c) => c.twin === undefined)),
  );
  const merged = mergeRuns([await a.read(), await b.read()]);
  assert.equal(merged.late.length, 2);
  assert.deepEqual([...merged.again.keys()], [first.id, twin.id]);
});

const lineOf = (lines: readonly string[], type: string) =>
  lines.findIndex((line) => line.startsWith(`{"type":"${type}"`));

type Row = readonly [what: string, edit: (lines: string[]) => readonly string[], words: RegExp];

const ROWS: readonly Row[] = [
  [
    'a second asking without the first',
    (lines) => lines.filter((line) => !line.startsWith('{"type":"late"')),
    /no line "late" says what came of the first time/,
  ],
  [
    'the same twice',
    (lines) => lines.toSpliced(lineOf(lines, 'late') + 1, 0, lines[lineOf(lines, 'late')] ?? ''),
    /was late in srv\/fed, and what came of that is in line \d+ already/,
  ],
  [
    'late after the verdict',
    (lines) => [
      ...lines.toSpliced(lineOf(lines, 'late'), 1).slice(0, -2),
      lines[lineOf(lines, 'late')] ?? '',
    ],
    /no line "late"/,
  ],
  [
    'a case of which only the second asking is there',
    (lines) => lines.toSpliced(lineOf(lines, 'case'), 2).filter((line) => !line.includes('"late"')),
    /no line of its parent|no line says how it was asked first/,
  ],
  [
    'no verdict in the end',
    (lines) =>
      lines.flatMap((line) => {
        if (
          line.startsWith('{"type":"asked"') ||
          (line.startsWith('{"type":"verdict"') && line.includes('~'))
        )
          return [];
        return line.startsWith('{"type":"end"') ? [line.replace('"pass":2', '"pass":1')] : [line];
      }),
    /was late in srv\/fed~\S+, and there is no verdict of it/,
  ],
];

for (const [what, edit, words] of ROWS) {
  test(`a record with ${what} is an error`, async () => {
    await using record = await written();
    await record.edit(edit);
    await assert.rejects(record.read(), words);
  });
}
