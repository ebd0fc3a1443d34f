/** What is written comes back: cases, verdicts, and what the specification made of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { consultRounds } from '../oracle/index.ts';
import {
  note,
  passing,
  SampleRecord,
  sampleCases,
  sampleEvent,
  sampleHeader,
  sampleImplementation,
} from './testing/sample-record.ts';

const library = sampleCases();

test('every case of the library comes back as it was, with its outcomes', async () => {
  const header = { ...sampleHeader, cases: library.filter(({ twin }) => !twin).length };
  await using record = await SampleRecord.open(passing(library), header);
  const { cases } = await record.read();
  assert.equal(cases.size, library.length);
  for (const c of library) {
    const read = cases.get(c.id);
    const { file, line } = c.source;
    const bodies = (value: unknown) => JSON.stringify(value, shortBodies);
    assert.equal(bodies(read?.case), bodies({ ...c, source: { file, text: '', line } }), c.id);
    for (const [index, questions] of consultRounds(c).entries()) {
      const told = read?.rounds[index] ?? [];
      assert.equal(told.length, questions.length, c.id);
      for (const [place, { case: of, outcome, remembered }] of questions.entries()) {
        assert.deepEqual(told[place]?.outcome, plain(outcome), c.id);
        assert.deepEqual(
          told[place]?.remembered.map(({ connect }) => connect),
          plain(remembered.map(({ connect }) => connect)),
        );
        assert.deepEqual(told[place]?.case.expect, plain(of.expect), c.id);
        assert.equal(told[place]?.case.server, of.server);
      }
    }
  }
});

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/** In the order of keys, and of bodies no more than a record keeps. */
function shortBodies(key: string, value: unknown): unknown {
  if (key === 'whole') return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  if (key === 'body' || key === 'raw')
    return Buffer.from(octetsIn(value)).subarray(0, 4096).toString('latin1');
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** As JSON makes them of a Buffer and of its kind. */
const octetsIn = (value: object): number[] =>
  Object.values('data' in value ? (value.data as number[]) : value);

test('of a long body there is the beginning, and its length', async () => {
  const [c] = sampleCases('well-known/large#50-kib');
  assert.ok(c);
  await using record = await SampleRecord.open(passing([c]));
  const answers = (await record.read()).cases
    .get(c.id)
    ?.case.hosts.flatMap(({ listeners }) =>
      listeners.flatMap(({ routes }) => routes.flatMap((route) => route.answers)),
    );
  const long = answers?.find(({ whole }) => whole !== undefined);
  assert.equal(long?.whole, 51_200);
  assert.equal(long?.body.length, 4096);
});

test('a twin leaves out what it shares with its parent', async () => {
  const cases = sampleCases('srv/fed');
  await using record = await SampleRecord.open(passing(cases));
  const [, ...twins] = (await record.lines()).filter((line) => line.startsWith('{"type":"case"'));
  assert.ok(twins.length > 0);
  for (const twin of twins) {
    assert.equal(JSON.parse(twin).of, 'srv/fed');
    assert.equal('source' in JSON.parse(twin), false);
  }
});

test('a case has one line, before its first verdict, whoever is asked', async () => {
  const [c] = sampleCases('srv/legacy');
  assert.ok(c);
  await using record = await SampleRecord.open((recording) => {
    for (const implementation of ['a', 'b']) note(recording, c, { implementation });
  });
  const types = (await record.lines()).map((line) => JSON.parse(line).type);
  assert.deepEqual(types, ['run', 'case', 'verdict', 'verdict']);
});

test('verdicts wait for the ids that are going to be asked', async () => {
  const cases = sampleCases('srv/legacy');
  const [c] = cases;
  assert.ok(c);
  const types: string[] = [];
  await using record = await SampleRecord.open((recording) => {
    recording.introduced(sampleImplementation, { idsFollow: true });
    note(recording, c);
    recording.asked('mine', cases);
  });
  types.push(...(await record.lines()).map((line) => JSON.parse(line).type));
  assert.deepEqual(types, ['run', 'implementation', 'asked', 'case', 'verdict']);
});

test('an interrupted run leaves what was held, and the clauses so far', async () => {
  const [c] = sampleCases('srv/legacy');
  assert.ok(c);
  await using record = await SampleRecord.open((recording) => {
    recording.introduced(sampleImplementation, { idsFollow: true });
    note(recording, c);
    recording.interrupt();
  });
  const { verdicts, clauses, interrupted, remarks } = await record.read();
  assert.equal(verdicts.length, 1);
  assert.equal(interrupted, true);
  assert.ok(c.clauses.every((id) => clauses.get(id)?.text));
  assert.deepEqual(remarks, []);
});

test('clauses that occur only by the version before have their words, too', async () => {
  const [c] = sampleCases('srv/fed');
  assert.ok(c);
  const before = { version: 'v1.7', status: 'fail', level: 'MUST', clauses: ['S31-a'] } as const;
  await using record = await SampleRecord.open((recording) => {
    note(recording, c, { before });
    recording.interrupt();
  });
  const { clauses } = await record.read();
  assert.ok(clauses.get('S31-a')?.text);
});

test('the clauses that occur have their words, and nothing else has', async () => {
  const cases = sampleCases('srv/failover');
  await using record = await SampleRecord.open(passing(cases));
  const { clauses } = await record.read();
  const outcomes = cases.flatMap((c) => consultRounds(c).flat());
  const occur = new Set([
    ...cases.flatMap((c) => c.clauses),
    ...outcomes.flatMap(({ outcome }) => [
      ...outcome.trace.map(({ clause }) => clause),
      ...outcome.open.map(({ id }) => id),
      ...Object.values(outcome.clauses),
    ]),
  ]);
  assert.deepEqual([...clauses.keys()], [...occur].sort());
  assert.equal(clauses.get('V-8')?.page, 'docs/decisions/srv-fail-over.md');
  assert.match(clauses.get('V-8')?.link ?? '', /^https:.*v1\.19/);
});

test('a flood of events is cut in its middle, and the one that is named is kept', async () => {
  const [c] = sampleCases('srv/legacy');
  assert.ok(c);
  const events = Array.from({ length: 5000 }, (_, index) => sampleEvent(index + 1));
  const divergence = { kind: 'srv-of-server-name', step: '3.3', event: 2500 } as const;
  await using record = await SampleRecord.open((recording) =>
    note(recording, c, { status: 'fail', events, divergence }),
  );
  const [verdict] = (await record.read()).verdicts;
  const numbers = verdict?.events.map(({ n }) => n) ?? [];
  assert.equal(verdict?.dropped, 2999);
  assert.deepEqual(
    [numbers.length, numbers[999], numbers[1000], numbers[1001], numbers.at(-1)],
    [2001, 1000, 2500, 4001, 5000],
  );
});

test('a divergence has its sentence beside it', async () => {
  const [c] = sampleCases('srv/legacy');
  assert.ok(c);
  const divergence = { kind: 'srv-of-server-name', step: '3.3', event: 1 } as const;
  await using record = await SampleRecord.open((recording) =>
    note(recording, c, { status: 'fail', divergence }),
  );
  const line = (await record.lines()).find((one) => one.startsWith('{"type":"verdict"')) ?? '';
  assert.match(JSON.parse(line).divergence.text, /^at step 3\.3: went by SRV of the server name/);
});
