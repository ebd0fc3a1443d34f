import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupingOf } from '../../run/index.ts';
import { Narrator } from './narrator.ts';
import { plain } from './paint.ts';
import { noProgress } from './progress.ts';

test('who has started is not told to start any more, quiet or not', (t) => {
  t.mock.method(process.stdout, 'write', () => true);
  for (const quiet of [true, false]) {
    const started: string[] = [];
    const narrator = new Narrator(
      { name: 'mine' },
      {
        look: { paint: plain },
        progress: { ...noProgress, start: (what) => started.push(what) },
        cases: [],
        withTwins: false,
        version: 'v1.19',
        all: () => false,
        quiet,
        titles: new Map(),
        remarks: new Set(),
        group: () => groupingOf([], { cases: [], kills: {} }),
      },
    );
    narrator.introduced({ name: 'naive.py', version: '1' });
    assert.deepEqual(started, ['mine starts', 'mine']);
  }
});
