/** Records that were cut, edited or put together: each is a clear error that names its line, or a word about it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRun } from './index.ts';
import { passing, SampleRecord, sampleCases } from './testing/sample-record.ts';

const cases = sampleCases('srv/fed');
const [first, twin] = cases;
assert.ok(first && twin?.twin);

const whole = () => SampleRecord.open(passing(cases));
const lineOf = (lines: readonly string[], type: string, id = '') =>
  lines.findIndex((line) => line.startsWith(`{"type":"${type}"`) && line.includes(id && `"id":"${id}"`));

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

const again =
  (type: string, id: string): Edit =>
  (lines) =>
    lines.toSpliced(lineOf(lines, 'stderr'), 0, lines[lineOf(lines, type, id)] ?? '');

const at =
  (type: string, id?: string): At =>
  (lines) =>
    lineOf(lines, type, id);

const beforeStderr: At = (lines) => lineOf(lines, 'stderr') - 1;
const FINDING = '{"type":"finding","implementation":"mine","text":"x"}';

const ROWS: readonly (readonly [what: string, edit: Edit, code: string, at: At, words: RegExp])[] = [
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
    at('run'),
    /counts 99 verdicts/,
  ],
  [
    'has another status',
    replacing('verdict', '"pass"', '"skip"'),
    'record-incomplete',
    at('run'),
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
    await record.edit(edit);
    const line = where(await record.lines()) + 1;
    await assert.rejects(record.read(), (error: Error & { code?: string; hint?: string }) => {
      assert.equal(error.code, code);
      assert.ok(error.message.startsWith(`${record.file}:${line}: `), error.message);
      assert.match(error.message, words);
      assert.ok(error.hint);
      return true;
    });
  });
}

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
