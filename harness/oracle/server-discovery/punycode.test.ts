import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oddPunycodeIn } from './punycode.ts';

const LABELS: readonly (readonly [label: string, says: string, odd: boolean])[] = [
  ['fed', 'no punycode', false],
  ['xn--bcher-kva', 'an umlaut', false],
  ['xn--fa-hia', 'a sharp s', false],
  ['XN--FA-HIA', 'a sharp s', false],
  ['xn--nxasmm1c', 'a final sigma', false],
  ['xn--10cl1a0b660p', 'a joiner', false],
  ['xn--mgba3gch31f060k', 'a non-joiner', false],
  ['xn--i-7iq', 'a heart', true],
  ['xn--ls8h', 'an emoji', true],
  ['xn--bcher-2pa', 'a capital', true],
  ['xn--ther-zi0y', 'a full-width letter', true],
  ['xn--other-', 'ASCII', true],
  ['xn--99999999', 'nothing', true],
];

for (const [label, says, odd] of LABELS) {
  test(`${label}, which says ${says}, is ${odd ? 'odd' : 'in order'}`, () => {
    assert.equal(oddPunycodeIn(`hs.${label}.sn.test`), odd ? label : undefined);
  });
}
