import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { test } from 'node:test';
import { authorization, canonical, hasToBeSigned, signedObject } from './authorization.ts';
import { KEY_ID, referenceSigner } from './identity.ts';

const path = '/_matrix/federation/v1/send/1?a=b';

test('a request with a body is signed with it, one without has no content', () => {
  const names = { origin: 'reference.test', destination: 'sn.test' };
  assert.deepEqual(signedObject({ method: 'PUT', path, body: '{"a":[1]}' }, path, 'sn.test'), {
    method: 'PUT',
    uri: path,
    ...names,
    content: { a: [1] },
  });
  assert.deepEqual(signedObject({ method: 'GET', path }, path, 'sn.test'), {
    method: 'GET',
    uri: path,
    ...names,
  });
});

test('the header is written plainly, and its signature is by the published key', () => {
  const signed = signedObject({ method: 'GET', path }, path, 'sn.test:8448');
  const header = authorization(signed);
  const [, sig = ''] =
    /^X-Matrix origin="reference\.test",destination="sn\.test:8448",key="ed25519:ref",sig="([^"=]{86})"$/.exec(
      header,
    ) ?? [];
  const spki = Buffer.concat([
    Buffer.from('302a300506032b6570032100', 'hex'),
    Buffer.from(referenceSigner.verifyKeys[KEY_ID] ?? '', 'base64'),
  ]);
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const text =
    '{"destination":"sn.test:8448","method":"GET","origin":"reference.test","uri":"/_matrix/federation/v1/send/1?a=b"}';
  assert.equal(canonical(signed), text);
  assert.equal(verify(null, Buffer.from(text), key, Buffer.from(sig, 'base64')), true);
});

test('canonical JSON has no spaces and its keys in the order of code points', () => {
  const value = { b: [{ d: null, c: true }], '\u{1d306}': 1, '\uff5e': 2, a: 'ü"', ab: undefined };
  assert.equal(canonical(value), '{"a":"ü\\"","b":[{"c":true,"d":null}],"\uff5e":2,"\u{1d306}":1}');
  assert.equal(canonical({ ab: 1, a: 2, '': 3 }), '{"":3,"a":2,"ab":1}');
});

const PATHS: readonly [path: string, signed: boolean][] = [
  ['/_matrix/federation/v1/version', false],
  ['/_matrix/federation/v1/version?x', false],
  ['/_matrix/federation/v1/versions', true],
  ['/_matrix/federation/v1/query/profile?user_id=x', true],
  ['/_matrix/key/v2/server', false],
  ['/_matrix/media/v3/download/a/b', false],
];

for (const [one, signed] of PATHS) {
  test(`${one} has ${signed ? '' : 'not '}to be signed`, () =>
    assert.equal(hasToBeSigned({ method: 'GET', path: one }), signed));
}
