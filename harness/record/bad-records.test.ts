/** Records that were cut, edited or put together: each is a clear error that names its line, or a word about it. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { readRun } from './index.ts';
import {
  note,
  passing,
  SampleRecord,
  sampleCases,
  sampleEvent,
  sampleImplementation,
} from './testing/sample-record.ts';

const cases = sampleCases('srv/fed');
const [first, twin] = cases;
assert.ok(first && twin?.twin);

const whole = () => SampleRecord.open(passing(cases));
const lineOf = (lines: readonly string[], type: string, id = '') =>
  lines.findIndex((line) => line.startsWith(`{"type":"${type}"`) && line.includes(id && `"id":"${id}"`));

type Fields = Readonly<Record<string, unknown>>;
type Edit = (lines: string[]) => readonly string[];
/** Where the mistake stands in the edited file, from 0. */
type At = (lines: readonly string[]) => number;

const without =
  (type: string, id?: string): Edit =>
  (lines) =>
    lines.toSpliced(lineOf(lines, type, id), 1);

const replacing =
  (type: string, from: string | RegExp, to: string): Edit =>
  (lines) => {
    const at = lineOf(lines, type);
    const changed = lines[at]?.replace(from, to) ?? '';
    assert.notEqual(changed, lines[at]);
    return lines.with(at, changed);
  };

const changing =
  (type: string, change: (line: Fields) => object): Edit =>
  (lines) => {
    const at = lineOf(lines, type);
    return lines.with(at, JSON.stringify(change(JSON.parse(lines[at] ?? ''))));
  };

const doubling =
  (type: string): Edit =>
  (lines) =>
    lines.toSpliced(lineOf(lines, type), 0, lines[lineOf(lines, type)] ?? '');

const again =
  (type: string, id: string): Edit =>
  (lines) =>
    lines.toSpliced(lineOf(lines, 'stderr'), 0, lines[lineOf(lines, type, id)] ?? '');

const at =
  (type: string, id?: string): At =>
  (lines) =>
    lineOf(lines, type, id);

const beforeStderr: At = (lines) => lineOf(lines, 'stderr') - 1;
const NO_VERDICTS = { pass: 0, lenient: 0, noted: 0, fail: 0, skip: 0, error: 0 };
const DIVERGENCE = { kind: 'wrong-name-in-host', step: '4', put: 'other', belongs: 'delegated name' };
const FINDING = '{"type":"finding","implementation":"mine","text":"x"}';

type Row = readonly [what: string, edit: Edit, code: string, at: At, words: RegExp];

const ROWS: readonly Row[] = [
  [
    'is of a later format',
    replacing('run', '"format":2', '"format":3'),
    'record-later-format',
    at('run'),
    /format 3/,
  ],
  ['has lost its first line', without('run'), 'record-without-run', () => 0, /not the record of a run/],
  ['was cut within a line', replacing('case', /.{100}$/, ''), 'record-broken', () => 3, /not a line of JSON/],
  [
    'has lost a case',
    without('case', first.id),
    'record-without-case',
    at('verdict', first.id),
    /no line of that case/,
  ],
  [
    'has lost a case and its verdict',
    (lines) => without('verdict', first.id)([...without('case', first.id)(lines)]),
    'record-without-case',
    at('case', twin.id),
    /no line of its parent srv\/fed/,
  ],
  [
    'has lost a verdict',
    without('verdict', twin.id),
    'record-incomplete',
    at('asked'),
    /was to be asked \d+ cases/,
  ],
  [
    'counts otherwise',
    replacing('end', /"pass":\d+/, '"pass":99'),
    'record-incomplete',
    at('end'),
    /counts 99 verdicts/,
  ],
  [
    'has another status',
    replacing('verdict', '"pass"', '"skip"'),
    'record-incomplete',
    at('end'),
    /status pass/,
  ],
  [
    'has a status that there is not',
    replacing('verdict', '"pass"', '"best"'),
    'record-invalid',
    at('verdict'),
    /status: /,
  ],
  [
    'has a field of its own',
    replacing('verdict', '"ms":1', '"ms":1,"mine":2'),
    'record-invalid',
    at('verdict'),
    /"mine"/,
  ],
  ['lacks a field', replacing('run', /"kernel":"[^"]*",/, ''), 'record-invalid', at('run'), /kernel: /],
  [
    'has a type of its own',
    replacing('stderr', '"stderr"', '"sterr"'),
    'record-invalid',
    at('sterr'),
    /no line of type "sterr"/,
  ],
  [
    'has two verdicts for one case',
    again('verdict', first.id),
    'record-verdict-twice',
    beforeStderr,
    /second verdict of mine in srv\/fed; the first is in line \d+/,
  ],
  ['has a case twice', again('case', first.id), 'record-invalid', beforeStderr, /has a line already/],
  ...['implementation', 'asked', 'clauses', 'stderr'].map(
    (type): Row => [
      `has two lines ${type}`,
      doubling(type),
      'record-invalid',
      (lines) => lineOf(lines, type) + 1,
      new RegExp(`a second line "${type}".*; the first is line \\d+`),
    ],
  ),
  [
    'lacks the line of an implementation',
    without('implementation'),
    'record-incomplete',
    at('run'),
    /mine is to be asked, and has no line "implementation"/,
  ],
  ['lacks the clauses', without('clauses'), 'record-incomplete', at('end'), /no line "clauses"/],
  [
    'tells of somebody who is not in the run',
    replacing('verdict', '"implementation":"mine"', '"implementation":"stranger"'),
    'record-invalid',
    at('verdict'),
    /stranger is none of the implementations/,
  ],
  [
    'has somebody in its run of whom it tells nothing',
    replacing('run', '["mine"]', '["mine","other"]'),
    'record-incomplete',
    at('run'),
    /other is to be asked/,
  ],
  [
    'does not count the verdicts of an implementation',
    changing('end', (end) => ({ ...end, counts: {} })),
    'record-incomplete',
    at('end'),
    /counts lacks mine/,
  ],
  [
    'counts the verdicts of a stranger',
    changing('end', (end) => ({ ...end, counts: { ...(end.counts as object), stranger: NO_VERDICTS } })),
    'record-incomplete',
    at('end'),
    /counts has stranger/,
  ],
  [
    'has more that is not as expected than it says',
    replacing('verdict', '"expected":true', '"expected":false'),
    'record-incomplete',
    at('end'),
    /unexpected is 0, and there are 1/,
  ],
  [
    'has another number of cases',
    replacing('run', '"cases":1', '"cases":99'),
    'record-incomplete',
    at('run'),
    /cases is 99, and there are lines of 1/,
  ],
  [
    'has fewer cases in its first line',
    replacing('run', '"cases":1', '"cases":0'),
    'record-incomplete',
    at('run'),
    /cases is 0/,
  ],
  [
    'gives a reason for a verdict that is no skip',
    changing('verdict', (verdict) => ({ ...verdict, because: { case: first.id } })),
    'record-invalid',
    at('verdict'),
    /only a skip has "because"/,
  ],
  [
    'has a divergence in a verdict that is no failure',
    changing('verdict', (verdict) => ({ ...verdict, divergence: { ...DIVERGENCE, instead: 0 } })),
    'record-invalid',
    at('verdict'),
    /only a failure has a divergence/,
  ],
  [
    'expects a request where nobody listens',
    replacing('case', /"to":\["[^"]*"/, '"to":["nowhere:1"'),
    'record-invalid',
    at('case'),
    /to come to nowhere:1/,
  ],
  ...['"2"', '0', 'null', '1.5'].map(
    (format): Row => [
      `is of format ${format}`,
      replacing('run', '"format":2', `"format":${format}`),
      'record-invalid',
      at('run'),
      /format must be a number this Signpost knows \(1 or 2\), and it is /,
    ],
  ),
  ...['"format":1,', ''].map(
    (format): Row => [
      `begins with ${format || 'no format'} and has lines of format 2`,
      replacing('run', '"format":2,', format),
      'record-invalid',
      at('implementation'),
      /the line of the run says format 1, or none, which does not fit/,
    ],
  ),
  ...['[]', '{"type":5}', '{}'].map(
    (text): Row => [
      `has the line ${text}`,
      (lines) => lines.toSpliced(3, 0, text),
      'record-invalid',
      () => 3,
      new RegExp(`and this is ${text.replaceAll(/[[\]{}]/g, '\\$&')}$`),
    ],
  ),
  [
    'goes on behind its end',
    (lines) => [...lines, FINDING],
    'record-broken',
    at('finding'),
    /follows the end/,
  ],
  [
    'holds two runs',
    (lines) => [...lines.slice(0, -1), ...lines],
    'record-broken',
    (lines) => lines.length / 2 - 0.5,
    /a second run begins/,
  ],
];

for (const [what, edit, code, where, words] of ROWS) {
  test(`a record that ${what}`, async () => {
    await using record = await whole();
    await rejectsEdit(record, edit, { code, where, words });
  });
}

interface Mistake {
  readonly code: string;
  readonly where: At;
  readonly words: RegExp;
}

async function rejectsEdit(record: SampleRecord, edit: Edit, { code, where, words }: Mistake): Promise<void> {
  await record.edit(edit);
  const line = where(await record.lines()) + 1;
  await assert.rejects(record.read(), (error: Error & { code?: string; hint?: string }) => {
    assert.equal(error.code, code);
    assert.ok(error.message.startsWith(`${record.file}:${line}: `), error.message);
    assert.match(error.message, words);
    assert.ok(error.hint);
    return true;
  });
}

/** A failure, and a twin that was skipped because of it. */
const failing = (change: (verdict: Fields) => object = (verdict) => verdict) =>
  SampleRecord.open((recording) => {
    recording.introduced(sampleImplementation);
    note(recording, first, {
      status: 'fail',
      divergence: {
        kind: 'wrong-name-in-host',
        step: '4',
        put: 'other',
        belongs: 'delegated name',
        event: 2,
      },
      events: [sampleEvent(1), sampleEvent(2)],
    });
    note(recording, twin, { status: 'skip', because: { case: first.id } });
    const counts = { mine: { ...NO_VERDICTS, fail: 1, skip: 1 } };
    recording.end({ counts, unexpected: 0, problems: [], conformance: {}, ms: 1 });
  }).then(async (record) => {
    await record.edit(changing('verdict', change));
    return record;
  });

test('a failure with all that belongs to it is read', async () => {
  await using record = await failing();
  const { verdicts } = await record.read();
  assert.deepEqual(
    verdicts.map(({ status }) => status),
    ['fail', 'skip'],
  );
});

const FAILURES: readonly (readonly [what: string, divergence: object | undefined, words: RegExp])[] = [
  ['no divergence', undefined, /a failure has no divergence/],
  ['neither event nor decision', DIVERGENCE, /either "event" or "instead"/],
  ['both event and decision', { ...DIVERGENCE, event: 1, instead: 0 }, /either "event" or "instead"/],
  ['an event that there is not', { ...DIVERGENCE, event: 3 }, /no event with the number 3/],
  ['a decision that there is not', { ...DIVERGENCE, instead: 99 }, /no decision 99 among the \d+/],
  ['a round that there is not', { ...DIVERGENCE, event: 1, round: 2 }, /no such round/],
  [
    'a field missing for its kind',
    { kind: 'wrong-name-in-host', step: '4', put: 'other', event: 1 },
    /wrong-name-in-host needs the field "belongs"/,
  ],
  [
    'a field of another kind',
    { ...DIVERGENCE, event: 1, port: '1' },
    /wrong-name-in-host has no field "port"/,
  ],
  [
    'a kind that there is not',
    { ...DIVERGENCE, kind: 'x', event: 1 },
    /divergence\.kind: there is no kind "x"$/,
  ],
  [
    'a flaw that there is not',
    { kind: 'accepted-certificate', step: '4', at: 'a:1', flaw: 'x', name: 'x', event: 1 },
    /divergence\.flaw: /,
  ],
];

for (const [what, divergence, words] of FAILURES) {
  test(`a failure with ${what}`, async () => {
    await using record = await failing();
    const edit = changing('verdict', (verdict) => ({ ...verdict, divergence }));
    await rejectsEdit(record, edit, { code: 'record-invalid', where: at('verdict'), words });
  });
}

test('a failure with two events of one number', async () => {
  await using record = await failing();
  const edit = changing('verdict', (verdict) => ({ ...verdict, events: [sampleEvent(2), sampleEvent(2)] }));
  const words = /two have the number 2/;
  await rejectsEdit(record, edit, { code: 'record-invalid', where: at('verdict'), words });
});

test('a failure whose event may be among those that were dropped', async () => {
  await using record = await failing((verdict) => ({ ...verdict, events: [sampleEvent(1)], dropped: 1 }));
  assert.equal((await record.read()).verdicts.length, 2);
});

test('a skip because of a case that there is not', async () => {
  await using record = await failing();
  await rejectsEdit(
    record,
    (lines) => lines.map((line) => line.replace('{"case":"srv/fed"}', '{"case":"a/b"}')),
    {
      code: 'record-without-case',
      where: at('verdict', twin.id),
      words: /because names a\/b/,
    },
  );
});

test('a record whose last line is torn was interrupted, and is read up to there', async () => {
  await using record = await whole();
  await record.edit((lines) => [...lines.slice(0, lineOf(lines, 'verdict', twin.id)), '{"type":"verd'], '');
  const { interrupted, verdicts, remarks } = await record.read();
  assert.equal(interrupted, true);
  assert.deepEqual(
    verdicts.map(({ id }) => id),
    [first.id],
  );
  assert.match(remarks.join('\n'), /last line is torn/);
});

test('something torn behind the end is no interruption', async () => {
  await using record = await whole();
  await record.edit((lines) => [...lines, '{"type":"verd'], '');
  await assert.rejects(record.read(), { code: 'record-broken' });
});

test('a file that is not there, and one that is no record', async () => {
  await assert.rejects(readRun('/nowhere/a-run.jsonl'), { code: 'record-unreadable', name: 'HarnessError' });
  await assert.rejects(readRun(import.meta.filename), { code: /record-(broken|without-run)/ });
});

test('of a folder of records the last one is named', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'signpost-records-'));
  const latest = path.join(folder, 'latest.jsonl');
  await writeFile(latest, '');
  const refused = { code: 'record-unreadable', hint: `did you mean ${latest}?` };
  await assert.rejects(readRun(folder), refused).finally(() => rm(folder, { recursive: true }));
});
