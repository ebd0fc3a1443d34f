import assert from 'node:assert/strict';
import { test } from 'node:test';
import { punycodeReadings } from './read-punycode.ts';

const LABELS: Readonly<Record<string, readonly string[]>> = {
  'xn--fa-hia': ['xn--fa-hia', 'fass', 'fa', 'fa-hia'],
  'xn--nxasmm1c': ['xn--nxasmm1c', 'xn--nxasmq6b', '', 'nxasmm1c'],
  'xn--10cl1a0b660p': ['xn--10cl1a0b660p', 'xn--10cl1a0b', '', '10cl1a0b660p'],
  'xn--i-7iq': ['xn--i-7iq', 'xn--i-7iq', 'i', 'i-7iq'],
  'xn--qei9934e': ['xn--qei', 'xn--qei', '', 'qei9934e'],
  'xn--bcher-2pa': ['xn--bcher-kva', 'xn--bcher-kva', 'bcher', 'bcher-2pa'],
  'xn--ther-zi0y': ['other', 'other', 'ther', 'ther-zi0y'],
  'xn--99999999': ['', '', '', '99999999'],
};

for (const [label, readings] of Object.entries(LABELS)) {
  test(`${label} is read as ${readings.join(', ')}`, () => {
    assert.deepEqual(
      punycodeReadings(`https://${label}.sn.test:8443`),
      readings.map((reading) => `https://${reading}.sn.test:8443`),
    );
  });
}

test('a text without punycode has no other reading', () => {
  assert.deepEqual(punycodeReadings('https://fed.sn.test'), []);
});
