import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseServerName } from '../model/index.ts';
import { certificateName, sni } from './certificate-name.ts';
import { hostHeader } from './host-header.ts';
import { defaultPort, explicitPort, literalAddress } from './names.ts';

const NAMES: [
  text: string,
  address: string | undefined,
  port: number | undefined,
  certificate: string,
  sni: string | undefined,
][] = [
  ['hs.test', undefined, undefined, 'hs.test', 'hs.test'],
  ['hs.test:443', undefined, 443, 'hs.test', 'hs.test'],
  ['hs.test:08448', undefined, 8448, 'hs.test', 'hs.test'],
  ['HS.test', undefined, undefined, 'HS.test', 'HS.test'],
  ['hs.test.', undefined, undefined, 'hs.test', 'hs.test'],
  ['1.2.3.4', '1.2.3.4', undefined, '1.2.3.4', undefined],
  ['1.2.3.4:443', '1.2.3.4', 443, '1.2.3.4', undefined],
  ['010.0.0.1', '10.0.0.1', undefined, '10.0.0.1', undefined],
  ['[::1]', '::1', undefined, '::1', undefined],
  ['[0:0:0:0:0:0:0:1]:8448', '0:0:0:0:0:0:0:1', 8448, '0:0:0:0:0:0:0:1', undefined],
  ['127.1', undefined, undefined, '127.1', '127.1'],
  ['0x7f000001', undefined, undefined, '0x7f000001', '0x7f000001'],
];

test('a name decides address, port, certificate, SNI, and Host as it is written', () => {
  for (const [text, address, port, certificate, servername] of NAMES) {
    const name = parseServerName(text);
    assert.ok(name.ok, text);
    assert.equal(literalAddress(name), address, text);
    assert.equal(explicitPort(name), port, text);
    const way = { asked: name, deciding: name, target: { name: name.host, port: 8448 } };
    assert.equal(certificateName(way), certificate, text);
    assert.equal(sni(certificateName(way)), servername, text);
    assert.equal(hostHeader(way), text);
  }
  assert.equal(defaultPort(), 8448);
});
