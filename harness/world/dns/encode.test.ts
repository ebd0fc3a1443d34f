import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, decode, encode } from 'dns-packet';
import type { DnsReply } from './answer.ts';
import { encodeBadVersion, encodeReply } from './encode.ts';
import { type DnsQuestion, readQuestion } from './question.ts';

function question(name: string, edns?: { size: number; version?: number }): DnsQuestion {
  const additionals: Answer[] = edns
    ? [
        {
          type: 'OPT',
          name: '.',
          udpPayloadSize: edns.size,
          extendedRcode: 0,
          ednsVersion: edns.version ?? 0,
          flags: 0,
          flag_do: false,
          options: [],
        },
      ]
    : [];
  const incoming = readQuestion(
    encode({ id: 99, flags: 0x0100, questions: [{ type: 'SRV', name }], additionals }),
  );
  assert.equal(incoming.kind, 'question');
  return (incoming as { question: DnsQuestion }).question;
}

const reply = (parts: Partial<DnsReply>): DnsReply => ({
  serial: 1,
  answer: 'NOERROR',
  records: [],
  additional: [],
  negativeTtl: 60,
  truncate: false,
  delay: 0,
  used: [],
  ...parts,
});

const addresses = (count: number): DnsReply['records'] =>
  Array.from({ length: count }, (_, index) => ({
    type: 'A' as const,
    owner: 'x.fam.test',
    address: `20.1.0.${index}`,
    ttl: 5,
  }));

test('the question comes back byte for byte, and all record types survive', () => {
  const asked = question('X.fAm.test');
  const { bytes, truncated } = encodeReply(
    asked,
    reply({
      records: [
        { type: 'CNAME', owner: 'X.fAm.test', target: 'hs.fam.test', ttl: 30 },
        { type: 'SRV', owner: 'hs.fam.test', priority: 1, weight: 2, port: 3, target: '.', ttl: 31 },
        { type: 'AAAA', owner: 'x.fam.test', address: '2a00:db8:1::9', ttl: 32 },
        { type: 'TXT', owner: 'x.fam.test', text: 'é'.repeat(200), ttl: 33 },
      ],
      additional: [{ type: 'A', owner: 'hs.fam.test', address: '20.1.0.9', ttl: 34 }],
    }),
    'tcp',
  );
  assert.equal(truncated, false);
  assert.deepEqual(bytes.subarray(12, 12 + asked.raw.length), asked.raw);
  const packet = decode(bytes);
  assert.deepEqual([packet.id, packet.flag_qr, packet.flag_rd, packet.flag_ra], [99, true, true, true]);
  const [alias, service, address, words] = packet.answers ?? [];
  assert.deepEqual(alias?.type === 'CNAME' && [alias.name, alias.ttl, alias.data], [
    'X.fAm.test',
    30,
    'hs.fam.test',
  ]);
  assert.deepEqual(service?.type === 'SRV' && [service.name, service.data], [
    'hs.fam.test',
    { priority: 1, weight: 2, port: 3, target: '.' },
  ]);
  assert.equal(address?.type === 'AAAA' && address.data, '2a00:db8:1::9');
  assert.equal(words?.type === 'TXT' && Buffer.concat(words.data as Buffer[]).toString(), 'é'.repeat(200));
  assert.equal(packet.additionals?.[0]?.name, 'hs.fam.test');
});

test('negative answers carry an SOA that stands above the name', () => {
  for (const [answer, rcode] of [
    ['NXDOMAIN', 3],
    ['NODATA', 0],
  ] as const) {
    const { bytes } = encodeReply(question('x.fam.test'), reply({ answer, negativeTtl: 17 }), 'udp');
    assert.equal(bytes.readUInt16BE(2) & 0xf, rcode);
    const [soa] = decode(bytes).authorities ?? [];
    assert.deepEqual(soa?.type === 'SOA' && [soa.name, soa.ttl, soa.data.minimum], ['test', 17, 17]);
  }
});

test('the names above all cases have the same SOA', () => {
  for (const name of ['fam.test', 'test']) {
    const { bytes } = encodeReply(question(name), reply({ answer: 'NODATA' }), 'udp');
    assert.deepEqual(
      decode(bytes).authorities?.map((soa) => soa.name),
      ['test'],
    );
  }
});

test('EDNS is answered only when it was used', () => {
  const types = (asked: DnsQuestion) =>
    decode(encodeReply(asked, reply({}), 'udp').bytes).additionals?.map(({ type }) => type);
  assert.deepEqual(types(question('x.fam.test', { size: 4096 })), ['OPT']);
  assert.deepEqual(types(question('x.fam.test')), []);
});

test('an unknown version of EDNS is BADVERS', () => {
  const asked = question('x.fam.test', { size: 4096, version: 1 });
  assert.ok(asked.edns);
  const [opt] = decode(encodeBadVersion({ ...asked, edns: asked.edns })).additionals ?? [];
  assert.equal(opt?.type === 'OPT' && opt.extendedRcode, 1);
});

const sizes: readonly [
  what: string,
  count: number,
  edns: number | undefined,
  transport: 'udp' | 'tcp',
  cut: boolean,
][] = [
  ['30 addresses fit 512 bytes', 30, undefined, 'udp', false],
  ['31 addresses do not', 31, undefined, 'udp', true],
  ['but they do with EDNS', 31, 1232, 'udp', false],
  ['EDNS below 512 counts as 512', 30, 100, 'udp', true],
  ['EDNS of 65535 counts as 4096', 300, 65_535, 'udp', true],
  ['TCP takes them all', 300, undefined, 'tcp', false],
];

for (const [what, count, size, transport, cut] of sizes) {
  test(`${what}`, () => {
    const asked = question('x.fam.test', size === undefined ? undefined : { size });
    const { bytes, truncated } = encodeReply(asked, reply({ records: addresses(count) }), transport);
    assert.equal(truncated, cut);
    assert.equal(decode(bytes).flag_tc, cut);
    assert.equal(decode(bytes).answers?.length, cut ? 0 : count);
  });
}

test('a truncated answer is cut over UDP only', () => {
  const asked = question('x.fam.test', { size: 4096 });
  const cut = reply({ records: addresses(1), truncate: true });
  assert.equal(encodeReply(asked, cut, 'udp').truncated, true);
  assert.equal(encodeReply(asked, cut, 'tcp').truncated, false);
});

test('additional records go before the answer is cut', () => {
  const full = reply({ records: addresses(30), additional: addresses(2) });
  const { bytes, truncated } = encodeReply(question('x.fam.test'), full, 'udp');
  assert.equal(truncated, false);
  assert.deepEqual(decode(bytes).additionals, []);
});
