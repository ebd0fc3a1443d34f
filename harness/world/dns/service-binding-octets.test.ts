import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ServiceBinding, ServiceParameters } from '../../model/index.ts';
import { serviceBindingOctets } from './service-binding-octets.ts';

const FOO = '03 66 6f 6f 07 65 78 61 6d 70 6c 65 03 63 6f 6d 00';

/** Those of RFC 9460, appendix D, that have no other parameters than ours. */
const VECTORS: readonly [priority: number, target: string, parameters: ServiceParameters, octets: string][] =
  [
    [0, 'foo.example.com', {}, `00 00 ${FOO}`],
    [1, '.', {}, '00 01 00'],
    [16, 'foo.example.com', { port: 53 }, `00 10 ${FOO} 00 03 00 02 00 35`],
    [
      1,
      'foo.example.com',
      { ipv6hint: ['2001:db8::1', '2001:db8::53:1'] },
      `00 01 ${FOO} 00 06 00 20 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01 20 01 0d b8 00 00 00 00 00 00 00 00 00 53 00 01`,
    ],
    [
      16,
      'foo.example.org',
      { alpn: ['h2', 'h3-19'], ipv4hint: ['192.0.2.1'] },
      `00 10 ${FOO.replace('63 6f 6d', '6f 72 67')} 00 01 00 09 02 68 32 05 68 33 2d 31 39 00 04 00 04 c0 00 02 01`,
    ],
  ];

for (const [priority, target, parameters, octets] of VECTORS) {
  test(`${priority} ${target} ${JSON.stringify(parameters)}`, () => {
    const record: ServiceBinding = { type: 'SVCB', priority, target, parameters };
    assert.equal(serviceBindingOctets(record).toString('hex'), octets.replaceAll(' ', ''));
  });
}
