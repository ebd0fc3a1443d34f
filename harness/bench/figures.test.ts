import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plain } from '../report/index.ts';
import { sameExchanges } from './exchanges.ts';
import { type Figure, standingOf } from './figure.ts';
import { measureInTurn } from './measure-in-turn.ts';
import type { Measurement } from './measurement.ts';
import { median } from './median.ts';
import { rowLines } from './table.ts';

const ratio: Figure = {
  name: 'wall',
  what: 'engine ÷ floor',
  value: 1.084,
  unit: '×',
  target: { kind: 'at most', value: 1.1 },
  detail: '5.42 s ÷ 5.00 s',
};
const { value: _, target: __, ...unmeasured } = ratio;

test('a figure stands by its target', () => {
  const rows: [Figure, string][] = [
    [ratio, 'met'],
    [{ ...ratio, value: 1.1 }, 'met'],
    [{ ...ratio, value: 1.11 }, 'missed'],
    [{ ...ratio, target: { kind: 'at least', value: 0.9 } }, 'met'],
    [{ ...ratio, value: 0.89, target: { kind: 'at least', value: 0.9 } }, 'missed'],
    [{ ...ratio, value: 1, target: { kind: 'below', value: 1 } }, 'missed'],
    [{ ...ratio, value: 0.99, target: { kind: 'below', value: 1 } }, 'met'],
    [{ ...unmeasured, value: 2 }, 'reported'],
    [unmeasured, 'skipped'],
  ];
  for (const [figure, standing] of rows) assert.equal(standingOf(figure), standing);
});

test('the median of an even number of values lies between the two in the middle', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.equal(median([7]), 7);
});

test('the table has one row a figure, its target beside it', () => {
  const memory: Figure = {
    name: 'memory',
    what: 'memory',
    value: 240.4,
    unit: 'MB',
    target: { kind: 'below', value: 300 },
    detail: 'the floor: 190 MB',
  };
  const rows = [ratio, memory, { ...unmeasured, detail: 'skipped: not there' }].map((figure) =>
    rowLines(figure, plain),
  );
  const what = (text: string) => text.padEnd(64);
  assert.deepEqual(rows, [
    [`${what('engine ÷ floor')}        1.08 ×  ≤ 1.10 ×   met`, '  wall: 5.42 s ÷ 5.00 s'],
    [`${what('memory')}        240 MB  < 300 MB   met`, '  memory: the floor: 190 MB'],
    [`${what('engine ÷ floor')}             –             skipped`, '  wall: skipped: not there'],
  ]);
});

test('a row is told before the next one is measured, and one that breaks takes no other along', async () => {
  const told: string[] = [];
  const measurement = (name: string, measure: Measurement['measure']): Measurement => ({
    name,
    summary: '',
    measure,
  });
  await measureInTurn(
    [
      measurement('first', async () => [{ ...ratio, name: 'first' }]),
      measurement('broken', async () => {
        throw new Error(`after ${told.join()}`);
      }),
      measurement('last', async (lab) => {
        lab.say('begins');
        return [{ ...ratio, name: 'last' }];
      }),
    ],
    {
      progress: (text) => told.push(text),
      figure: ({ name }) => told.push(name),
      broken: (error) => told.push(String(error)),
    },
  );
  assert.deepEqual(told, ['first', 'Error: after first', '[3/3] last: begins', 'last']);
});

test('the same work: the same handshakes and requests, and no more than repeated questions between them', () => {
  const work = { questions: 5000, handshakes: 1750, requests: 1750 };
  assert.ok(sameExchanges(work, work));
  assert.ok(sameExchanges(work, { ...work, questions: 5018 }));
  assert.ok(!sameExchanges(work, { ...work, questions: 4000 }));
  assert.ok(!sameExchanges(work, { ...work, handshakes: 1749 }));
  assert.ok(!sameExchanges(work, { ...work, requests: 1751 }));
});
