import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ListenerCertificate } from './case.ts';
import { certificateShown, covers, helloAnswer, partlyCovers } from './certificates.ts';

const bySni: ListenerCertificate = {
  kind: 'sni',
  default: { names: ['default.test'] },
  byName: { 'fed.test': { names: ['fed.test'] } },
};
const one: ListenerCertificate = { kind: 'one', certificate: { names: ['one.test'] } };

const SHOWN: readonly [
  what: string,
  choice: ListenerCertificate | undefined,
  sni: string | null,
  name?: string,
][] = [
  ['the only one', one, 'other.test', 'one.test'],
  ['the only one, without SNI', one, null, 'one.test'],
  ['letter case makes no difference', bySni, 'FED.test', 'fed.test'],
  ['a name that is not known', bySni, 'other.test', 'default.test'],
  ['no SNI', bySni, null, 'default.test'],
  // RFC 6066 3: without a trailing dot.
  ['a final dot', bySni, 'fed.test.', 'default.test'],
  ['what every object has', bySni, 'constructor', 'default.test'],
  ['what every object has, in another case', bySni, 'ValueOf', 'default.test'],
  ['no certificate', { kind: 'none' }, 'fed.test'],
  ['nothing declared', undefined, 'fed.test'],
];

for (const [what, choice, sni, name] of SHOWN) {
  test(`the certificate for SNI ${sni}, ${what}: ${name}`, () => {
    assert.equal(certificateShown(choice, sni)?.names[0], name);
  });
}

test('a listener may have no certificate for a name, or for none', () => {
  const fault = { fault: 'alert-unrecognized-name' } as const;
  const strict: ListenerCertificate = {
    kind: 'sni',
    default: fault,
    byName: { 'fed.test': { names: ['fed.test'] }, 'gone.test': { fault: 'stall-tls' } },
  };
  const answers = ['fed.test', 'gone.test', 'other.test', 'fed.test.', null].map((sni) =>
    helloAnswer(strict, sni),
  );
  assert.deepEqual(answers, [{ names: ['fed.test'] }, { fault: 'stall-tls' }, fault, fault, fault]);
  assert.deepEqual(certificateShown(strict, 'fed.test'), { names: ['fed.test'] });
  assert.equal(certificateShown(strict, 'other.test'), undefined);
});

const PARTLY: readonly [certificate: string, name: string, covered: boolean][] = [
  ['f*.x.test', 'fed.x.test', true],
  ['F*.x.test', 'FED.x.test.', true],
  ['*d.x.test', 'fed.x.test', true],
  ['f*d.x.test', 'fed.x.test', true],
  ['fed*.x.test', 'fed.x.test', true],
  ['fe*ed.x.test', 'fed.x.test', false],
  ['f*.x.test', 'a.fed.x.test', false],
  ['f*.x.test', 'fed.y.test', false],
  ['f**.x.test', 'fed.x.test', false],
  ['*.x.test', 'fed.x.test', false],
  ['fed.x.test', 'fed.x.test', false],
];

for (const [certificate, name, covered] of PARTLY) {
  test(`${certificate} ${covered ? 'covers' : 'does not cover'} ${name} by a part of a label`, () => {
    assert.equal(partlyCovers([certificate], name), covered);
  });
}

const COVERED: readonly [certificate: string, name: string, covered: boolean][] = [
  ['sn.test', 'sn.test', true],
  ['SN.test', 'sn.TEST', true],
  ['xsn.test', 'sn.test', false],
  ['test', 'sn.test', false],
  // AMB-19: the final dot is no part of what the certificate is for.
  ['sn.test', 'sn.test.', true],
  ['sn.test', 'sn.test..', false],
  // RFC 4343: a Kelvin sign is no k.
  ['k.test', '\u212a.test', false],
  // RFC 9525 6.3 (T-8): the whole left-most label, and one.
  ['*.family.test', 'sn.family.test', true],
  ['*.FAMILY.test', 'sn.family.test.', true],
  ['*.family.test', 'a.sn.family.test', false],
  ['*.family.test', 'family.test', false],
  ['*.family.test', '.family.test', false],
  ['s*.family.test', 'sn.family.test', false],
  ['sn.*.test', 'sn.family.test', false],
  ['*.*.test', 'sn.family.test', false],
  ['*', 'test', false],
  // RFC 9525 7.1 leaves it to verifiers which domains are too public for one: the oracle has it open.
  ['*.test', 'x.test', true],
  ['*.test', 'sn.family.test', false],
  // RFC 9525 6.4, RFC 5280 4.2.1.6: an address is octets, and no name is one.
  ['20.1.0.1', '20.1.0.1', true],
  ['20.1.0.2', '20.1.0.1', false],
  ['*.1.0.1', '20.1.0.1', false],
  ['sn.test', '20.1.0.1', false],
  ['20.1.0.1', '020.1.0.1', true],
  ['020.1.0.1', '20.1.0.1', false],
  ['020.1.0.1', '020.1.0.1', false],
  ['20.1.0.1', '20.1.0.1.', false],
  ['2A00:DB8::1', '2a00:db8::1', true],
  ['2A00:DB8::1', '[2a00:db8::1]', true],
  ['2a00:db8:0:0:0:0:0:1', '2A00:DB8::1', true],
  ['[2a00:db8::1]', '2a00:db8::1', false],
  ['2a00:db8::2', '2a00:db8::1', false],
  ['20.1.0.1', '::ffff:20.1.0.1', false],
];

for (const [certificate, name, covered] of COVERED) {
  test(`a certificate for ${certificate} is ${covered ? '' : 'not '}one for ${name}`, () => {
    assert.equal(covers([certificate], name), covered);
    assert.equal(covers(['other.test', certificate], name), covered);
  });
}

test('a certificate without names covers nothing', () => {
  assert.equal(covers([], 'sn.test'), false);
});
