import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cpuPressure } from './cpu-pressure.ts';

const FULL = 'full avg10=0.00 avg60=0.00 avg300=0.00 total=0\n';

test('the share of the last ten seconds, where the kernel tells it', () => {
  assert.equal(
    cpuPressure(() => `some avg10=71.52 avg60=2.00 avg300=1.00 total=6305009204\n${FULL}`),
    71.52,
  );
  assert.equal(
    cpuPressure(() => FULL),
    undefined,
  );
  assert.equal(
    cpuPressure(() => {
      throw new Error('ENOENT');
    }),
    undefined,
  );
});
