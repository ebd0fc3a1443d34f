import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RecordSet, Zone } from '../../model/index.ts';
import { a, answer, cname, set, srv, zone } from '../testing/sample-case.ts';
import { answerQuestion } from './answer.ts';
import { Directory } from './directory.ts';
import { recordText } from './record-text.ts';

const sample: Zone = zone({
  'x.fam.test': a('20.1.0.1', '20.1.0.2'),
  '_matrix-fed._tcp.x.fam.test': srv('10 5 8443 hs.x.fam.test'),
  'hs.x.fam.test': cname('target.x.fam.test'),
  'target.x.fam.test': a('20.1.0.3'),
  '*.wild.x.fam.test': a('20.1.0.4'),
  'taken.wild.x.fam.test': srv('1 1 1 .'),
  'deep.under.wild.x.fam.test': a('20.1.0.5'),
  'broken.x.fam.test': set('A', answer([], { rcode: 'SERVFAIL' })),
  'gone.x.fam.test': set('A', answer([], { rcode: 'NXDOMAIN', ttl: 9 })),
  'mute.x.fam.test': set('A', answer([], { drop: true })),
  'empty.x.fam.test': set('A', answer([])),
  'away.x.fam.test': cname('nowhere.test'),
  'ping.x.fam.test': cname('pong.x.fam.test'),
  'pong.x.fam.test': cname('PING.x.fam.test'),
  'alias-of-broken.x.fam.test': cname('broken.x.fam.test'),
  'stray.x.fam.test': set(
    'A',
    answer([], { strays: [{ owner: 'other.x.fam.test', type: 'A', address: '20.1.0.7' }] }),
  ),
  'bound.x.fam.test': set(
    'HTTPS',
    answer([{ type: 'HTTPS', priority: 1, target: '.', parameters: { alpn: ['h2'], port: 8449 } }]),
  ),
  'beside.x.fam.test': [cname('x.fam.test'), set('TXT', answer([{ type: 'TXT', text: 'here' }]))],
  '127.1': a('20.1.0.6'),
  ...Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [
      `link-${index}.x.fam.test`,
      [cname(`link-${index + 1}.x.fam.test`)],
    ]),
  ),
});

const ask = (name: string, type: string) => {
  const directory = new Directory();
  assert.equal(directory.add(1, 'x.fam.test', sample), undefined);
  return answerQuestion(directory, name, type, () => 0);
};

const table: readonly [name: string, type: string, answer: string, ...records: string[]][] = [
  ['x.fam.test', 'A', 'NOERROR', 'A 20.1.0.1', 'A 20.1.0.2'],
  ['X.Fam.TEST', 'A', 'NOERROR', 'A 20.1.0.1', 'A 20.1.0.2'],
  ['x.fam.test', 'AAAA', 'NODATA'],
  ['x.fam.test', 'HTTPS', 'NODATA'],
  ['bound.x.fam.test', 'HTTPS', 'NOERROR', 'HTTPS 1 . alpn=h2 port=8449'],
  ['bound.x.fam.test', 'SVCB', 'NODATA'],
  ['stray.x.fam.test', 'A', 'NOERROR', 'A 20.1.0.7'],
  ['beside.x.fam.test', 'TXT', 'NOERROR', 'TXT "here"'],
  ['beside.x.fam.test', 'A', 'NOERROR', 'CNAME x.fam.test', 'A 20.1.0.1', 'A 20.1.0.2'],
  ['x.fam.test', 'ANY', 'NOERROR', 'A 20.1.0.1', 'A 20.1.0.2'],
  ['_matrix-fed._tcp.x.fam.test', 'SRV', 'NOERROR', 'SRV 10 5 8443 hs.x.fam.test'],
  // An empty non-terminal exists.
  ['_tcp.x.fam.test', 'A', 'NODATA'],
  ['_matrix._tcp.x.fam.test', 'SRV', 'NXDOMAIN'],
  ['hs.x.fam.test', 'A', 'NOERROR', 'CNAME target.x.fam.test', 'A 20.1.0.3'],
  ['hs.x.fam.test', 'CNAME', 'NOERROR', 'CNAME target.x.fam.test'],
  ['hs.x.fam.test', 'AAAA', 'NODATA', 'CNAME target.x.fam.test'],
  ['any.wild.x.fam.test', 'A', 'NOERROR', 'A 20.1.0.4'],
  ['two.labels.wild.x.fam.test', 'A', 'NOERROR', 'A 20.1.0.4'],
  // RFC 4592: a name that exists hides the wildcard, for all types and for what is below it.
  ['taken.wild.x.fam.test', 'A', 'NODATA'],
  ['under.wild.x.fam.test', 'A', 'NODATA'],
  ['other.under.wild.x.fam.test', 'A', 'NXDOMAIN'],
  ['wild.x.fam.test', 'A', 'NODATA'],
  ['broken.x.fam.test', 'A', 'SERVFAIL'],
  ['broken.x.fam.test', 'AAAA', 'NODATA'],
  ['gone.x.fam.test', 'A', 'NXDOMAIN'],
  ['mute.x.fam.test', 'A', 'dropped'],
  ['empty.x.fam.test', 'A', 'NODATA'],
  ['away.x.fam.test', 'A', 'NXDOMAIN', 'CNAME nowhere.test'],
  ['ping.x.fam.test', 'A', 'SERVFAIL'],
  ['ping.x.fam.test', 'CNAME', 'NOERROR', 'CNAME pong.x.fam.test'],
  ['link-0.x.fam.test', 'A', 'SERVFAIL'],
  ['alias-of-broken.x.fam.test', 'A', 'SERVFAIL', 'CNAME broken.x.fam.test'],
  ['nothing.x.fam.test', 'A', 'NXDOMAIN'],
  ['127.1', 'A', 'NOERROR', 'A 20.1.0.6'],
  ['y.fam.test', 'A', 'NXDOMAIN'],
  // RFC 8020: what has a name below it is not denied.
  ['fam.test', 'A', 'NODATA'],
  ['test', 'SOA', 'NODATA'],
  ['', 'NS', 'NODATA'],
  ['1', 'A', 'NODATA'],
  ['am.test', 'A', 'NXDOMAIN'],
  // The Kelvin sign, whose lower case is an ordinary k, is no letter of DNS.
  ['\u212ax.fam.test', 'A', 'NXDOMAIN'],
];

for (const [name, type, expected, ...records] of table) {
  test(`${type} of ${name || 'the root'}: ${expected} ${records.join(', ')}`, () => {
    const reply = ask(name, type);
    assert.equal(reply.answer, expected);
    assert.deepEqual(reply.records.map(recordText), records);
  });
}

test('records keep the owner as it was asked, and follow the chain', () => {
  assert.deepEqual(
    ask('HS.x.fam.test', 'A').records.map(({ owner, ttl }) => [owner, ttl]),
    [
      ['HS.x.fam.test', 300],
      ['target.x.fam.test', 300],
    ],
  );
});

test('a name belongs to the case at or above it', () => {
  assert.equal(ask('nothing.x.fam.test', 'A').serial, 1);
  assert.equal(ask('127.1', 'A').serial, 1);
  assert.equal(ask('y.fam.test', 'A').serial, null);
  assert.equal(ask('ax.fam.test', 'A').serial, null);
});

test('a wildcard of another name answers for what is below that name', () => {
  const directory = new Directory();
  directory.add(1, 'x.fam.test', zone({ '*.far.test': a('20.1.0.8'), 'a.known.far.test': a('20.1.0.9') }));
  const found = (name: string) => answerQuestion(directory, name, 'A', () => 0).answer;
  assert.deepEqual(
    ['any.far.test', 'two.labels.far.test', 'known.far.test', 'b.known.far.test', 'far.test'].map(found),
    ['NOERROR', 'NOERROR', 'NODATA', 'NXDOMAIN', 'NODATA'],
  );
  directory.remove(1);
  assert.equal(found('any.far.test'), 'NXDOMAIN');
});

test('the names above cases exist before the first one is open, between two, and after the last', () => {
  const directory = new Directory();
  const found = (name: string) => answerQuestion(directory, name, 'A', () => 0).answer;
  assert.deepEqual(['', 'test', 'fam.test'].map(found), ['NODATA', 'NODATA', 'NXDOMAIN']);
  directory.add(1, 'x.fam.test', sample);
  directory.remove(1);
  assert.deepEqual(['', 'test', 'fam.test', 'x.fam.test', 'other.test', 'y.fam.test', '1'].map(found), [
    ...Array(3).fill('NODATA'),
    ...Array(3).fill('NXDOMAIN'),
    'NODATA',
  ]);
});

test('answers take turns, and the last one repeats', () => {
  const directory = new Directory();
  const turned: RecordSet = set(
    'A',
    answer([], { rcode: 'SERVFAIL' }),
    answer([{ type: 'A', address: '20.1.0.9' }], { ttl: 1 }),
  );
  directory.add(1, 'x.fam.test', zone({ 'x.fam.test': turned }));
  const answers = [0, 1, 2, 7].map((turn) => answerQuestion(directory, 'x.fam.test', 'A', () => turn));
  assert.deepEqual(
    answers.map((reply) => reply.answer),
    ['SERVFAIL', 'NOERROR', 'NOERROR', 'NOERROR'],
  );
  assert.deepEqual(answers[1]?.used, [turned]);
});

test('two open cases cannot own one name, and a closed one still says whose it was', () => {
  const directory = new Directory();
  directory.add(1, 'x.fam.test', sample);
  assert.equal(directory.add(2, 'y.fam.test', zone({ '127.1': a('20.1.0.7') })), '127.1');
  directory.remove(1);
  const late = answerQuestion(directory, 'x.fam.test', 'A', () => 0);
  assert.deepEqual([late.answer, late.serial], ['NXDOMAIN', 1]);
  assert.equal(directory.add(3, 'x.fam.test', sample), undefined);
  assert.equal(answerQuestion(directory, 'x.fam.test', 'A', () => 0).serial, 3);
  directory.remove(1);
  assert.equal(answerQuestion(directory, 'x.fam.test', 'A', () => 0).answer, 'NOERROR');
});
