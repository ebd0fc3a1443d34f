/** What hosters export: aliases that they follow themselves, octets, proxied names, and names that lack a final dot. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDnsPaste } from './read-dns-paste.ts';

const read = (text: string) => readDnsPaste('zone', text, 'hs.test');
const told = (text: string): readonly string[] =>
  read(text).records.map(({ record: { owner, type, ...data } }) =>
    [owner, type, ...Object.values(data)].join(' '),
  );
const addressesOf = (text: string, owner: string): unknown =>
  read(text).zone[owner]?.flatMap(({ answers: [{ records }] }) => records);

test('an alias that the hoster follows has the addresses of its target', () => {
  for (const type of ['ALIAS', 'ANAME']) {
    const text = `$ORIGIN hs.test.\n@ ${type} lb.hoster.test.\nlb.hoster.test. 60 A 192.0.2.30`;
    assert.deepEqual(addressesOf(text, 'hs.test'), [{ type: 'A', address: '192.0.2.30' }]);
    assert.ok(!read(text).isComplete('hs.test'));
    assert.ok(read(text).isComplete('other.hs.test'));
  }
});

test('a CNAME record beside an SOA record is such an alias, too', () => {
  const text = '@ SOA a b 1 1 1 1 1\n@ CNAME lb\nlb A 192.0.2.30';
  assert.deepEqual(addressesOf(text, 'hs.test'), [{ type: 'A', address: '192.0.2.30' }]);
  assert.deepEqual(told(text), ['lb.hs.test A 192.0.2.30']);
});

test('types by number and data in octets are read', () => {
  assert.deepEqual(
    told(
      'a TYPE1 \\# 4 c0000201\nb AAAA \\# 16 20010db8 0000000000000000 00000001\n_s TYPE33 \\# 15 000a 0005 2100 02 6873 04 74657374 00',
    ),
    ['a.hs.test A 192.0.2.1', 'b.hs.test AAAA 2001:db8::1', '_s.hs.test SRV 10 5 8448 hs.test'],
  );
});

test('proxied names are told', () => {
  const text =
    '$ORIGIN hs.test.\n@ 1 IN A 192.0.2.1 ; cf_tags=cf-proxied:true\nb 1 IN A 192.0.2.2 ; cf_tags=cf-proxied:false';
  assert.deepEqual(read(text).proxied, ['hs.test']);
});

test('a zone of Route 53 is read whole, unless it says that it is a part', () => {
  const sets = [
    { Name: 'hs.test.', Type: 'SOA', TTL: 900, ResourceRecords: [{ Value: 'ns. admin. 1 2 3 4 5' }] },
    { Name: 'hs.test.', Type: 'A', AliasTarget: { DNSName: 'lb.hoster.test.' } },
    { Name: '\\052.hs.test.', Type: 'A', TTL: 60, ResourceRecords: [{ Value: '192.0.2.1' }] },
    {
      Name: '_matrix._tcp.hs.test.',
      Type: 'SRV',
      TTL: 60,
      ResourceRecords: [{ Value: '1 2 8448 m.hs.test' }],
    },
  ];
  const text = JSON.stringify({ ResourceRecordSets: sets }, null, 2);
  assert.deepEqual(told(text), ['*.hs.test A 192.0.2.1', '_matrix._tcp.hs.test SRV 1 2 8448 m.hs.test']);
  assert.ok(read(text).isComplete('_matrix-fed._tcp.hs.test'));
  assert.ok(!read(text).isComplete('hs.test'));
  assert.ok(
    !read(JSON.stringify({ ResourceRecordSets: sets, NextToken: 'x' })).isComplete(
      '_matrix-fed._tcp.hs.test',
    ),
  );
});

test('names that lack a final dot are suspicious, at their place', () => {
  const text =
    '$ORIGIN hs.test.\nhs.test A 192.0.2.1\n_matrix._tcp SRV 1 1 8448 m.hs.test\nx CNAME edge.hoster.test\na.b A 192.0.2.2\ny CNAME a.b';
  assert.deepEqual(
    read(text).suspicions.map(({ at, what, instead }) => `${at.line}:${at.column} ${what}; ${instead}`),
    [
      '2:1 hs.test has no dot at its end, so that it means hs.test.hs.test; write hs.test.',
      '3:27 m.hs.test has no dot at its end, so that it means m.hs.test.hs.test; write m.hs.test.',
      '4:9 the target edge.hoster.test has no dot at its end, so that it means edge.hoster.test.hs.test, of which there is no record here; write edge.hoster.test.',
    ],
  );
});

test('an SOA record that dig printed alone makes no zone', () => {
  for (const text of [
    'hs.test. 60 IN SOA ns. admin. 1 2 3 4 5',
    '$ dig +noall +answer hs.test ANY\nhs.test. 60 IN SOA ns. admin. 1 2 3 4 5\nhs.test. 60 IN NS ns.',
  ])
    assert.ok(!read(text).isComplete('a.hs.test'));
});
