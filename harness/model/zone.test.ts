import assert from 'node:assert/strict';
import { test } from 'node:test';
import { absolute, type Sketch, sketch } from '../oracle/index.ts';
import type { RecordType } from './case.ts';
import { openZone } from './zone.ts';

const DNS: Sketch['dns'] = {
  '@': { A: '20.9.9.1' },
  both: { A: '20.9.9.2', AAAA: '2a00:db8::2' },
  'deep.below.it': { A: '20.9.9.3' },
  '*.wild': { A: '20.9.9.4' },
  'known.wild': { TXT: 'here' },
  'a.b.wild': { A: '20.9.9.5' },
  one: { CNAME: 'two' },
  two: { CNAME: 'both' },
  loop: { CNAME: 'pool' },
  pool: { CNAME: 'loop' },
  dangling: { CNAME: 'nowhere' },
  servfail: { A: { rcode: 'SERVFAIL' } },
  denied: { A: { rcode: 'NXDOMAIN' } },
  silent: { A: { drop: true } },
  slow: { A: { delay: 60_000, records: [{ type: 'A', address: '20.9.9.6' }] } },
  second: { A: [{ drop: true }, { records: [{ type: 'A', address: '20.9.9.7' }] }] },
  cut: { A: { truncate: true, records: [{ type: 'A', address: '20.9.9.8' }] } },
  'alias-of-silent': { CNAME: 'silent' },
};

const ROWS: [name: string, type: RecordType, found: string][] = [
  ['@', 'A', '20.9.9.1'],
  ['@', 'AAAA', 'NODATA'],
  ['SN.Family.TEST..', 'A', 'unaskable'],
  ['both', 'A', '20.9.9.2'],
  ['both', 'AAAA', '2a00:db8::2'],
  ['nothing', 'A', 'NXDOMAIN'],
  // Empty non-terminals exist.
  ['below.it', 'A', 'NODATA'],
  ['it', 'SRV', 'NODATA'],
  ['x.it', 'A', 'NXDOMAIN'],
  // Wildcards: only below the closest name that exists, and never for a name that exists.
  ['any.wild', 'A', '20.9.9.4'],
  ['any.thing.wild', 'A', '20.9.9.4'],
  ['any.wild', 'SRV', 'NODATA'],
  ['known.wild', 'A', 'NODATA'],
  ['x.known.wild', 'A', 'NXDOMAIN'],
  ['b.wild', 'A', 'NODATA'],
  ['x.b.wild', 'A', 'NXDOMAIN'],
  ['wild', 'A', 'NODATA'],
  ['one', 'A', '20.9.9.2 via two both'],
  ['one', 'SRV', 'NODATA via two both'],
  ['loop', 'A', 'alias loop via pool loop'],
  ['dangling', 'A', 'NXDOMAIN via nowhere'],
  ['servfail', 'A', 'SERVFAIL'],
  ['servfail', 'AAAA', 'NODATA'],
  ['denied', 'A', 'NXDOMAIN'],
  ['silent', 'A', 'silence'],
  ['alias-of-silent', 'A', 'silence via silent'],
  ['slow', 'A', 'silence'],
  ['second', 'A', '20.9.9.7'],
  ['cut', 'A', '20.9.9.8'],
  ['a..b', 'A', 'unaskable'],
  [`${'x'.repeat(64)}`, 'A', 'unaskable'],
  ['abcdefg.'.repeat(32), 'A', 'unaskable'],
];

test('questions are answered as an authoritative zone answers them', () => {
  const lookUp = openZone(sketch({ dns: DNS }).zone);
  for (const [name, type, expected] of ROWS) {
    const answer = lookUp(name.includes('.TEST') ? name : `${absolute(name)}`, type);
    const values =
      answer.kind === 'found'
        ? answer.records.map((r) => ('address' in r ? r.address : r.type))
        : [answer.why];
    const via = answer.aliases.map((alias) => alias.split('.')[0]).join(' ');
    assert.equal([values.join(' '), ...(via ? [`via ${via}`] : [])].join(' '), expected, `${type} ${name}`);
  }
});

test('a name is asked for without regard to case and final dot', () => {
  const lookUp = openZone(sketch({ dns: DNS }).zone);
  assert.equal(lookUp('SN.Family.TEST.', 'A').kind, 'found');
});

test('an answer that changes is told', () => {
  const lookUp = openZone(sketch({ dns: DNS }).zone);
  assert.equal(lookUp(absolute('second'), 'A').varies, true);
  assert.equal(lookUp(absolute('both'), 'A').varies, false);
});
