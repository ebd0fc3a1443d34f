import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ListenerCertificate } from '../../model/index.ts';
import { chooseCertificate } from './choose-certificate.ts';

const bySni: ListenerCertificate = {
  kind: 'sni',
  default: { names: ['default.test'] },
  byName: { 'fed.test': { names: ['fed.test'] } },
};
const one: ListenerCertificate = { kind: 'one', certificate: { names: ['one.test'] } };

const table: readonly [ListenerCertificate | undefined, string | null, string | undefined][] = [
  [one, 'other.test', 'one.test'],
  [one, null, 'one.test'],
  [bySni, 'FED.test', 'fed.test'],
  [bySni, 'other.test', 'default.test'],
  [bySni, null, 'default.test'],
  [{ kind: 'none' }, 'fed.test', undefined],
  [undefined, 'fed.test', undefined],
];

for (const [choice, sni, name] of table) {
  test(`${choice?.kind ?? 'no'} certificate and SNI ${sni}: ${name}`, () => {
    assert.equal(chooseCertificate(choice, sni)?.names[0], name);
  });
}
