import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keysOf } from '../../base/index.ts';
import type { CertificateFlaw } from '../../model/index.ts';
import { judgeCertificate } from './certificate.ts';

const NAMES: [names: string[], expected: string, verdict: 'valid' | 'wrong name' | string][] = [
  [['sn.family.test'], 'sn.family.test', 'valid'],
  [['SN.Family.test'], 'sn.FAMILY.test', 'valid'],
  [['sn.family.test'], 'sn.family.test.', 'valid'],
  [['other.test', 'sn.family.test'], 'sn.family.test', 'valid'],
  [['family.test'], 'sn.family.test', 'wrong name'],
  [['xsn.family.test'], 'sn.family.test', 'wrong name'],
  [[], 'sn.family.test', 'wrong name'],
  [['*.family.test'], 'sn.family.test', 'valid'],
  [['*.family.test'], 'a.sn.family.test', 'T-8'],
  [['*.family.test'], 'family.test', 'T-8'],
  [['*.test'], 'sn.test', 'T-8'],
  [['*.test'], 'sn.family.test', 'T-8'],
  [['s*.family.test'], 'sn.family.test', 'T-8'],
  [['sn.*.test'], 'sn.family.test', 'T-8'],
  [['*'], 'sn.family.test', 'T-8'],
  [['*.other.test'], 'sn.family.test', 'wrong name'],
  [['20.1.0.1'], '20.1.0.1', 'valid'],
  [['20.1.0.2'], '20.1.0.1', 'wrong name'],
  [['sn.family.test'], '20.1.0.1', 'wrong name'],
  [['2a00:db8:1:0:0:0:0:1'], '2A00:DB8:1::1', 'valid'],
  [['2a00:db8:1::2'], '2a00:db8:1::1', 'wrong name'],
  [['*.1.0.1'], '20.1.0.1', 'T-8'],
];

test('names and addresses are matched as RFC 9525 has it', () => {
  for (const [names, expected, verdict] of NAMES) {
    const judged = judgeCertificate({ names }, expected);
    const said = judged.valid ? 'valid' : (judged.clause ?? 'wrong name');
    assert.equal(said, verdict, `${names.join(' ')} for ${expected}`);
  }
});

test('a wildcard for all of a top-level domain is refused, but open', () => {
  const open = (...names: string[]) => {
    const judged = judgeCertificate({ names }, 'x.test');
    return judged.valid ? 'valid' : [judged.clause, judged.open];
  };
  assert.deepEqual(open('*.test'), ['T-8', 'T-8']);
  assert.deepEqual(open('*.test', 'x.test'), 'valid');
  assert.deepEqual(open('*.other'), [undefined, undefined]);
});

test('a wildcard that is a part of its label is refused, but open; one that would not do is refused by all', () => {
  const open = (name: string) => {
    const judged = judgeCertificate({ names: [name] }, 'sn.family.test');
    return judged.valid ? 'valid' : [judged.clause, judged.open];
  };
  for (const name of ['s*.family.test', '*n.family.test', 's*n.family.test', 'sn*.family.test'])
    assert.deepEqual(open(name), ['T-8', 'T-8'], name);
  for (const name of ['x*.family.test', 'sns*sn.family.test', 's*.test'])
    assert.equal(open(name)[1], undefined, name);
});

const CLAUSES: Readonly<Record<CertificateFlaw, string | undefined>> = {
  expired: 'T-2',
  notYet: 'T-2',
  missingIntermediate: 'T-2',
  untrusted: 'T-1',
  selfSigned: 'T-1',
  wrongUsage: 'T-16',
  nameConstrained: 'T-16',
  leafAsAuthority: 'T-1',
  expiredIntermediate: 'T-2',
  namesake: 'T-1',
  noSan: 'T-9',
  commonNameOnly: 'T-9',
  // The clause is that of the step: the name is wrong.
  addressAsName: undefined,
};

test('a flaw spoils a certificate whose name is right, with its clause', () => {
  for (const flaw of keysOf(CLAUSES)) {
    const judged = judgeCertificate({ names: ['sn.test'], flaw }, 'sn.test');
    assert.ok(!judged.valid, flaw);
    assert.equal(judged.clause, CLAUSES[flaw], flaw);
  }
});

test('a common name that would do is refused, but open; one that would not is refused by all', () => {
  const open = (names: string[], expected: string) => {
    const judged = judgeCertificate({ names, flaw: 'commonNameOnly' }, expected);
    return judged.valid ? 'valid' : judged.open;
  };
  assert.equal(open(['sn.test'], 'sn.test'), 'T-9');
  assert.equal(open(['20.1.0.1'], '20.1.0.1'), 'AMB-16');
  assert.equal(open(['other.test'], 'sn.test'), undefined);
});

test('an address among the names is refused, but open', () => {
  const judged = judgeCertificate({ names: ['20.1.0.1'], flaw: 'addressAsName' }, '20.1.0.1');
  assert.ok(!judged.valid);
  assert.deepEqual([judged.clause, judged.open], [undefined, 'AMB-16']);
  const other = judgeCertificate({ names: ['20.1.0.2'], flaw: 'addressAsName' }, '20.1.0.1');
  assert.ok(!other.valid);
  assert.equal(other.open, undefined);
});
