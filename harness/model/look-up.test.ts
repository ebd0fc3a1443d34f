import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openZone } from './look-up.ts';
import type { RecordType } from './record-types.ts';
import { addressRecord, sampleZone } from './testing/sample-zone.ts';

const ZONE = sampleZone({
  'sn.test': { A: '20.9.9.1' },
  'both.sn.test': { A: '20.9.9.2', AAAA: '2a00:db8::2' },
  'deep.below.it.sn.test': { A: '20.9.9.3' },
  '*.wild.sn.test': { A: '20.9.9.4' },
  'known.wild.sn.test': { TXT: 'here' },
  'a.b.wild.sn.test': { A: '20.9.9.5' },
  'one.sn.test': { CNAME: 'two.sn.test' },
  'two.sn.test': { CNAME: 'Both.sn.test' },
  'loop.sn.test': { CNAME: 'pool.sn.test' },
  'pool.sn.test': { CNAME: 'loop.sn.test' },
  'dangling.sn.test': { CNAME: 'nowhere.sn.test' },
  'servfail.sn.test': { A: [{ rcode: 'SERVFAIL' }] },
  'denied.sn.test': { A: [{ rcode: 'NXDOMAIN' }] },
  'silent.sn.test': { A: [{ drop: true }] },
  'slow.sn.test': { A: [{ delay: 60_000, records: [addressRecord('20.9.9.6')] }] },
  'second.sn.test': { A: [{ drop: true }, { records: [addressRecord('20.9.9.7')] }] },
  'cut.sn.test': { A: [{ truncate: true, records: [addressRecord('20.9.9.8')] }] },
  'alias-of-silent.sn.test': { CNAME: 'silent.sn.test' },
  '*.far.example': { A: '20.9.9.9' },
  'stray.sn.test': { A: [{ strays: [{ owner: 'other.sn.test', type: 'A', address: '20.9.9.10' }] }] },
  'old.sn.test': { A: [{ edns: false, records: [addressRecord('20.9.9.11')] }] },
  'beside.sn.test': { CNAME: 'both.sn.test', A: '20.9.9.12' },
  'alias-of-old.sn.test': { CNAME: 'old.sn.test' },
});

const lookUp = openZone(ZONE);

const ROWS: [name: string, type: RecordType, found: string][] = [
  ['', 'A', '20.9.9.1'],
  ['', 'AAAA', 'NODATA'],
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

/** Outside of the name that the others are below. */
const OUTSIDE: readonly [name: string, type: RecordType, found: string][] = [
  ['SN.TEST.', 'A', '20.9.9.1'],
  ['sn.test..', 'A', 'unaskable'],
  ['test', 'A', 'NODATA'],
  ['x.test', 'A', 'NXDOMAIN'],
  ['any.far.example', 'A', '20.9.9.9'],
  ['far.example', 'A', 'NODATA'],
  // What every object has.
  ['constructor', 'A', 'NXDOMAIN'],
  // RFC 4343: a Kelvin sign is no k.
  ['\u212anown.wild.sn.test', 'TXT', 'NODATA'],
];

test('questions are answered as an authoritative zone answers them', () => {
  const below = ROWS.map(([name, ...rest]) => [`${name}${name && '.'}sn.test`, ...rest] as const);
  for (const [name, type, expected] of [...below, ...OUTSIDE]) {
    const answer = lookUp(name, type);
    const values =
      answer.kind === 'found'
        ? answer.records.map((record) => ('address' in record ? record.address : record.type))
        : [answer.why];
    const via = answer.aliases.map((alias) => alias.split('.')[0]).join(' ');
    assert.equal([values.join(' '), ...(via ? [`via ${via}`] : [])].join(' '), expected, `${type} ${name}`);
  }
});

test('what is odd about an answer is told, wherever on the way it stands', () => {
  const rows = [
    ['stray', 'A', 'NODATA', ['strays']],
    ['stray', 'AAAA', 'NODATA', undefined],
    ['old', 'A', 'found', ['no EDNS']],
    ['alias-of-old', 'A', 'found', ['no EDNS']],
    ['beside', 'A', 'found', ['beside an alias']],
    // The alias is all that there is for other types.
    ['beside', 'AAAA', 'found', undefined],
    ['both', 'A', 'found', undefined],
  ] as const;
  for (const [name, type, kind, oddities] of rows) {
    const answer = lookUp(`${name}.sn.test`, type);
    assert.deepEqual(['why' in answer ? answer.why : answer.kind, answer.oddities], [kind, oddities], name);
  }
});

test('an answer that changes is told', () => {
  assert.equal(lookUp('second.sn.test', 'A').varies, true);
  assert.equal(lookUp('both.sn.test', 'A').varies, false);
});
