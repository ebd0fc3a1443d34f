import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../evidence/index.ts';
import { sampleEvent } from '../testing/sample-record.ts';
import { capEvents } from './cap-events.ts';

const KIB = 1024;
const some = (count: number, octets = 0): Event[] =>
  Array.from(
    { length: count },
    (_, index) => ({ ...sampleEvent(index + 1), how: 'x'.repeat(octets) }) as Event,
  );
const numbers = (events: readonly Event[]) => events.map(({ n }) => n);

const ROWS: readonly (readonly [
  what: string,
  events: Event[],
  named: number | undefined,
  kept: number[] | number,
])[] = [
  ['nothing', [], undefined, 0],
  ['as many as are kept', some(2000), undefined, 2000],
  ['one more', some(2001), undefined, 2000],
  ['many, one in the middle named', some(9000), 4000, 2001],
  ['many, one at the beginning named', some(9000), 1, 2000],
  ['few that are long', some(10, 50 * KIB), undefined, [1, 2, 9, 10]],
  ['few that are long, one named', some(10, 50 * KIB), 5, [1, 2, 5, 9, 10]],
  ['one that is longer than all may be', some(1, 300 * KIB), 1, [1]],
];

for (const [what, events, named, expected] of ROWS) {
  test(`events: ${what}`, () => {
    const { events: kept, dropped } = capEvents(events, named);
    if (typeof expected === 'number') assert.equal(kept.length, expected);
    else assert.deepEqual(numbers(kept), expected);
    assert.equal(dropped, events.length - kept.length);
    assert.deepEqual(
      numbers(kept),
      numbers(kept).toSorted((a, b) => a - b),
    );
  });
}

test('what is kept fills 256 KiB and is not longer, brackets and commas included', () => {
  for (const octets of [0, 1, 100, 1000]) {
    const { events, dropped } = capEvents(some(1_900, octets + 60));
    const length = Buffer.byteLength(JSON.stringify(events));
    assert.ok(length <= 256 * KIB, `${length} octets`);
    assert.ok(dropped === 0 || length > 250 * KIB, `${length} octets`);
  }
  assert.ok(capEvents(some(1_900, 100)).dropped > 0);
});
