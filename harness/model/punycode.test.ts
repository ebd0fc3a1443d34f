import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodePunycode } from './punycode.ts';

const LABELS: Readonly<Record<string, string | undefined>> = {
  'xn--bcher-kva': 'bücher',
  'XN--BCHER-KVA': 'bücher',
  'xn--fa-hia': 'faß',
  'xn--nxasmm1c': 'βόλος',
  'xn--10cl1a0b660p': 'ශ්\u200dරී',
  'xn--mgba3gch31f060k': 'نامه\u200cای',
  'xn--i-7iq': 'i❤',
  'xn--ls8h': '💩',
  'xn--bcher-2pa': 'bÜcher',
  'xn--ther-zi0y': '\uff4fther',
  'xn--other-': 'other',
  // RFC 3492 7.1 (A) and (L).
  'xn--egbpdaj6bu4bxfgehfvwxn': 'ليهمابتكلموشعربي؟',
  'xn--3B-ww4c5e180e575a65lsy2b': '3年b組金八先生',
  'xn--': '',
  'xn--99999999': undefined,
  'xn--a-': 'a',
  'xn--a.': undefined,
};

for (const [label, text] of Object.entries(LABELS)) {
  test(`${label} says ${text === undefined ? 'nothing that can be read' : JSON.stringify(text)}`, () => {
    assert.equal(decodePunycode(label), text);
  });
}
