import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DnsAnswer, RecordData, RecordSet, RecordType, Zone } from './case.ts';
import { openZone } from './zone.ts';

const SELF = 'sn.family.test';
const absolute = (name: string) => (name === '@' ? SELF : `${name}.${SELF}`);

const whole = (answer: Partial<DnsAnswer>): DnsAnswer => ({
  records: [],
  ttl: 60,
  additional: [],
  ...answer,
});
/** Of one type; several answers are given in turn. */
const set = (type: RecordType, ...[first = {}, ...rest]: Partial<DnsAnswer>[]): RecordSet => ({
  type,
  answers: [whole(first), ...rest.map(whole)],
});
const ipv4 = (address: string): Partial<DnsAnswer> => ({ records: [{ type: 'A', address }] });
const record = (data: RecordData): RecordSet => set(data.type, { records: [data] });
const a = (address: string) => record({ type: 'A', address });
const alias = (target: string) => record({ type: 'CNAME', target: absolute(target) });

const DNS: Zone = {
  '@': [a('20.9.9.1')],
  both: [a('20.9.9.2'), record({ type: 'AAAA', address: '2a00:db8::2' })],
  'deep.below.it': [a('20.9.9.3')],
  '*.wild': [a('20.9.9.4')],
  'known.wild': [record({ type: 'TXT', text: 'here' })],
  'a.b.wild': [a('20.9.9.5')],
  one: [alias('two')],
  two: [alias('both')],
  loop: [alias('pool')],
  pool: [alias('loop')],
  dangling: [alias('nowhere')],
  servfail: [set('A', { rcode: 'SERVFAIL' })],
  denied: [set('A', { rcode: 'NXDOMAIN' })],
  silent: [set('A', { drop: true })],
  slow: [set('A', { delay: 60_000, ...ipv4('20.9.9.6') })],
  second: [set('A', { drop: true }, ipv4('20.9.9.7'))],
  cut: [set('A', { truncate: true, ...ipv4('20.9.9.8') })],
  'alias-of-silent': [alias('silent')],
};
const ZONE: Zone = Object.fromEntries(Object.entries(DNS).map(([owner, sets]) => [absolute(owner), sets]));

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
  const lookUp = openZone(ZONE);
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
  const lookUp = openZone(ZONE);
  assert.equal(lookUp('SN.Family.TEST.', 'A').kind, 'found');
});

test('an answer that changes is told', () => {
  const lookUp = openZone(ZONE);
  assert.equal(lookUp(absolute('second'), 'A').varies, true);
  assert.equal(lookUp(absolute('both'), 'A').varies, false);
});
