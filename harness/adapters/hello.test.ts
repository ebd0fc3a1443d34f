import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readHello } from './answer.ts';

const KEY = 'XGX0JRS2Af3be3knz2fBiRbApjm2Dh61gXDJA8kcJNI';
const hello = (signer: unknown) =>
  readHello({ id: 1, name: 'mine', version: '1', can: ['connect', 'signed'], signer });

test('who it signs as is taken from hello', () => {
  const about = hello({ name: 'me.test:8448', verify_keys: { 'ed25519:a_1': KEY } });
  assert.deepEqual(about.signer, { name: 'me.test:8448', verifyKeys: { 'ed25519:a_1': KEY } });
  assert.deepEqual(about.can, ['connect', 'signed']);
  assert.equal('signer' in hello(undefined), false);
});

test('a program may say that it forgets', () => {
  const about = readHello({ id: 1, name: 'mine', version: '1', can: ['connect'], forgets: true });
  assert.equal(about.forgets, true);
});

const WRONG: readonly [what: string, signer: unknown, says: RegExp][] = [
  ['no name', { verify_keys: {} }, /`signer\.name` must be of type string, is missing/],
  ['a misspelt field', { name: 'a', verifyKeys: {} }, /must be of type record|no field/],
  [
    'a key that is none',
    { name: 'a', verify_keys: { 'ed25519:1': 'abc' } },
    /32 bytes of a public key in base64/,
  ],
  ['an id that is none', { name: 'a', verify_keys: { rsa: KEY } }, /keys such as "ed25519:a1"|signer/],
  ['control characters', { name: 'a\u001b', verify_keys: {} }, /control characters/],
];

for (const [what, signer, says] of WRONG) {
  test(`a signer with ${what} is told`, () => {
    assert.throws(
      () => hello(signer),
      (error: Error) => {
        assert.match(error.message, says);
        return true;
      },
    );
  });
}
