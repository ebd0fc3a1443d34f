import assert from 'node:assert/strict';
import { test } from 'node:test';
import { factsOfCase } from './facts-of-case.ts';
import { sampleZone } from './testing/sample-zone.ts';

const zone = sampleZone({ 'a.test': { A: '20.9.9.1' }, 'b.test': { A: '20.9.9.2', AAAA: '2a00:db8::2' } });

test('a line of the hosts file is odd where DNS has other addresses of that family', () => {
  const hosts = {
    'a.test': ['20.9.9.1'],
    'b.test': ['20.9.9.2'],
    'c.test': ['20.9.9.3'],
    'd.test': ['2a00:db8::4'],
  };
  const { lookUp } = factsOfCase({ zone, hosts: [], machine: { hosts } });
  const rows = [
    ['a.test', 'A', undefined],
    ['a.test', 'AAAA', undefined],
    ['a.test', 'SRV', undefined],
    ['b.test', 'A', undefined],
    // Whoever reads the file has no IPv6 address of that name.
    ['b.test', 'AAAA', ['hosts file']],
    ['c.test', 'A', ['hosts file']],
    ['d.test', 'A', undefined],
    ['d.test', 'AAAA', ['hosts file']],
    ['e.test', 'A', undefined],
  ] as const;
  for (const [name, type, oddities] of rows)
    assert.deepEqual(lookUp(name, type).oddities, oddities, `${type} ${name}`);
});

test('a second name server is odd where it says something else', () => {
  const secondServer = {
    ...zone,
    ...sampleZone({ 'a.test': { A: '20.9.9.9' }, 'c.test': { A: '20.9.9.3' } }),
  };
  const { lookUp } = factsOfCase({ zone, hosts: [], machine: { secondServer } });
  assert.deepEqual(lookUp('a.test', 'A').oddities, ['two servers']);
  assert.deepEqual(lookUp('c.test', 'A').oddities, ['two servers']);
  assert.equal(lookUp('b.test', 'A').oddities, undefined);
  assert.equal(lookUp('a.test', 'AAAA').oddities, undefined);
});
