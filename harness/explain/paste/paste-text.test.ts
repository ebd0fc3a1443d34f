import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { octetsOf, shownText, textOfPaste } from './paste-text.ts';

test('octets that are no UTF-8 come out as they went in, and are shown as one sign', () => {
  const text = textOfPaste(Buffer.from('M\u00fcnchen \u20ac', 'latin1'));
  assert.equal(text, 'M\udcfcnchen \udcac');
  assert.equal(shownText(text), 'M\ufffdnchen \ufffd');
  assert.deepEqual(octetsOf(text), Buffer.from('M\u00fcnchen \u20ac', 'latin1'));
});

test('whatever begins as no other encoding keeps its octets', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (octets) => {
      const bytes = Uint8Array.of(0x7b, 0x22, ...octets);
      assert.deepEqual(Buffer.from(octetsOf(textOfPaste(bytes))), Buffer.from(bytes));
    }),
  );
});
