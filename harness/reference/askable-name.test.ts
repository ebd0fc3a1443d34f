import assert from 'node:assert/strict';
import { test } from 'node:test';
import { askableName } from './askable-name.ts';

const NAMES: Readonly<Record<string, string>> = {
  'fed.sn.test': 'fed.sn.test',
  'xn--fa-hia.sn.test': 'xn--fa-hia.sn.test',
  'xn--i-7iq.sn.test': 'xn--i-7iq.sn.test',
  'xn--99999999.sn.test': '\\xn--99999999.sn.test',
  'XN--99999999.sn.test': '\\XN--99999999.sn.test',
  '_matrix-fed._tcp.xn--99999999.sn.test': '_matrix-fed._tcp.\\xn--99999999.sn.test',
  'a.xn--99999999': 'a.\\xn--99999999',
};

for (const [name, askable] of Object.entries(NAMES)) {
  test(`${name} is given to c-ares as ${askable}`, () => {
    assert.equal(askableName(name), askable);
  });
}
