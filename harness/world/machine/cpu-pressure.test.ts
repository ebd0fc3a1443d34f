import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { cpuPressure } from './cpu-pressure.ts';

test('the pressure is the share of the time in which somebody waited', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'pressure-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'cpu');
  const write = (total: number) =>
    writeFileSync(file, `some avg10=1.00 avg60=2.00 avg300=3.00 total=${total}\nfull avg10=0.00 total=0\n`);
  write(5_000_000);
  const pressure = cpuPressure(file);
  assert.equal(pressure(), 0);
  write(3_600_000_000);
  assert.equal(pressure(), 1, 'never more than all of it');
});

test('a kernel that does not say is no fault', () => {
  assert.equal(cpuPressure('/proc/no/such/file')(), undefined);
});
