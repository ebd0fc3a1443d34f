import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from './canonical-json.ts';
import { fromBase64, verifies } from './ed25519.ts';
import { KEY_ID, publicKeyOf, signatureOf } from './signing-key.ts';
import { type Arrived, type Parties, readXMatrix } from './x-matrix.ts';

const ORIGIN = 'me.test';
const SELF = 'sn.test:8448';
const URI = '/_matrix/federation/v1/query/profile?user_id=%40u%3Asn.test';
const signer = { name: ORIGIN, verifyKeys: { [KEY_ID]: publicKeyOf(ORIGIN) } };

interface Sent {
  readonly method?: string;
  readonly uri?: string;
  readonly body?: Buffer | undefined;
}

/** What comes of a header over a request to SELF. */
function read(authorization: string | readonly string[], sent: Sent = {}, parties: Partial<Parties> = {}) {
  const arrived: Arrived = {
    method: 'GET',
    uri: URI,
    host: 'fed.test:443',
    body: Buffer.alloc(0),
    authorization: typeof authorization === 'string' ? [authorization] : authorization,
    ...sent,
  };
  return readXMatrix(arrived, { receivers: [SELF], signer, ...parties });
}

function header(
  signed: Readonly<Record<string, Json>> = {},
  named: Readonly<Record<string, string>> = {},
): string {
  const content = { method: 'GET', uri: URI, origin: ORIGIN, destination: SELF, ...signed };
  const parameters = {
    origin: ORIGIN,
    destination: SELF,
    key: KEY_ID,
    sig: signatureOf(ORIGIN, content),
    ...named,
  };
  const list = Object.entries(parameters).map(([name, value]) => `${name}="${value}"`);
  return `X-Matrix ${list.join(',')}`;
}

const inShort = (found: ReturnType<typeof read>) =>
  found.map(({ signature, problems }) => [signature, ...problems.map(({ kind }) => kind)].join(' '));

test('a signature over the request is valid', () => {
  assert.deepEqual(read(header()), [
    { origin: ORIGIN, destination: SELF, key: KEY_ID, signature: 'valid', problems: [] },
  ]);
});

test('the scheme has no letter case, and other schemes are passed over', () => {
  const one = header();
  assert.deepEqual(
    inShort(read(['Bearer abc', one.replace('X-Matrix', 'x-matrix'), 'X-Matrixes a=b', one])),
    ['valid', 'valid'],
  );
});

test('the body counts as JSON, however it is written', () => {
  const content = { b: [1, 'é'], a: null };
  const signed = header({ method: 'PUT', content });
  const put = (text: string) => inShort(read(signed, { method: 'PUT', body: Buffer.from(text) }));
  assert.deepEqual(put('{ "a": null,\n "b": [1, "\\u00e9"] }'), ['valid']);
  assert.deepEqual(put('{"b":[1,"é"]}'), ['invalid signature']);
  assert.deepEqual(put('{"b":'), ['unverified unverified']);
  assert.deepEqual(put('{"b":1.5}'), ['unverified unverified']);
  assert.deepEqual(put(''), ['invalid signature']);
  assert.deepEqual(inShort(read(signed, { method: 'PUT', body: undefined })), ['unverified unverified']);
});

const MISTAKES: readonly [what: string, signed: Readonly<Record<string, Json>>, verdict: string][] = [
  ['no query', { uri: '/_matrix/federation/v1/query/profile' }, 'invalid signed-uri'],
  ['no escapes', { uri: decodeURIComponent(URI) }, 'invalid signed-uri'],
  ['a URL', { uri: `https://fed.test:443${URI}` }, 'invalid signed-uri'],
  ['the Host', { destination: 'fed.test:443' }, 'invalid signed-destination'],
  ['the name in Host', { destination: 'fed.test' }, 'invalid signed-destination'],
  ['a body', { content: {} }, 'invalid signed-content'],
  ['the method', { method: 'get' }, 'invalid signature'],
  ['anything else', { origin: 'x.test' }, 'invalid signature'],
];

for (const [what, signed, verdict] of MISTAKES) {
  test(`a wrong signature says what was signed instead: ${what}`, () => {
    assert.deepEqual(inShort(read(header(signed))), [verdict]);
  });
}

test('a body that was not signed is told', () => {
  const body = Buffer.from('{"a":1}');
  assert.deepEqual(inShort(read(header({ method: 'PUT' }), { method: 'PUT', body })), [
    'invalid signed-content',
  ]);
});

test('who is named is compared exactly', () => {
  const named = (name: string, value: string) => inShort(read(header({ [name]: value }, { [name]: value })));
  assert.deepEqual(named('origin', 'Me.test'), ['unverified origin unverified']);
  assert.deepEqual(named('destination', 'sn.test'), ['valid destination']);
  assert.deepEqual(named('destination', 'SN.test:8448'), ['valid destination']);
});

test('a header without destination is signed for whoever receives it', () => {
  const old = header().replace(`destination="${SELF}",`, '');
  assert.deepEqual(read(old)[0]?.destination, null);
  assert.deepEqual(inShort(read(old)), ['valid']);
  assert.deepEqual(inShort(read(old, {}, { receivers: [] })), ['unverified unverified']);
});

test('a receiver may go by several names', () => {
  const two = { receivers: ['b.test', SELF] };
  assert.deepEqual(inShort(read(header(), {}, two)), ['valid']);
  assert.deepEqual(inShort(read(header().replace(`destination="${SELF}",`, ''), {}, two)), [
    'unverified unverified',
  ]);
  assert.deepEqual(inShort(read(header({ destination: 'b.test' }), {}, two)), ['invalid signed-destination']);
  const other = header({ destination: 'c.test' }, { destination: 'c.test' });
  assert.deepEqual(inShort(read(other, {}, two)), ['valid destination']);
});

test('what is missing, unreadable or called otherwise', () => {
  const without = (name: string) => header().replace(new RegExp(`,?${name}="[^"]*"`), '');
  assert.deepEqual(inShort(read(without('key'))), ['unverified missing']);
  assert.deepEqual(inShort(read(without('sig'))), ['unverified missing']);
  assert.deepEqual(inShort(read('X-Matrix')), ['unverified missing missing missing']);
  assert.deepEqual(inShort(read('X-Matrix origin')), ['unverified unreadable']);
  assert.deepEqual(inShort(read(header().replace('sig=', 'signature='))), ['valid renamed']);
  assert.deepEqual(inShort(read(header({}, { sig: 'abc' }))), ['invalid signature']);
});

test('where the key is not known nothing is held against the signature', () => {
  assert.deepEqual(inShort(read(header(), {}, { signer: undefined })), ['unverified unverified']);
  assert.deepEqual(inShort(read(header({}, { key: 'ed25519:old' }))), ['unverified unverified']);
  assert.deepEqual(inShort(read(header({}, { key: '__proto__' }))), ['unverified unverified']);
});

// The appendix of the specification signs these with the key of this seed.
const SPEC_KEY = 'XGX0JRS2Af3be3knz2fBiRbApjm2Dh61gXDJA8kcJNI';
const SPEC_SIGNATURES: readonly [Json, string][] = [
  [{}, 'K8280/U9SSy9IVtjBuVeLr+HpOB4BQFWbg+UZaADMtTdGYI7Geitb76LTrr5QV/7Xg4ahLwYGYZzuHGZKM5ZAQ'],
  [
    { one: 1, two: 'Two' },
    'KqmLSbO39/Bzb0QIYE82zqLwsA+PDzYIpIRA2sRQ4sL53+sN6/fpNSoqE7BP7vBZhG6kYdD13EIMJpvhJI+6Bw',
  ],
];

for (const [content, signature] of SPEC_SIGNATURES) {
  test(`the signature that the specification gives for ${JSON.stringify(content)}`, () => {
    assert.equal(verifies(SPEC_KEY, signature, content), true);
    assert.equal(verifies(SPEC_KEY, signature, { three: 3 }), false);
  });
}

test('base64 is of exactly so many bytes', () => {
  assert.equal(fromBase64('AAAA', 3)?.length, 3);
  assert.equal(fromBase64('AAA=', 2)?.length, 2);
  for (const text of ['', 'AAAA', 'AA-_', 'AA AA', 'AA\n']) assert.equal(fromBase64(text, 2), undefined);
});
