import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { test } from 'node:test';
import { canonicalJson, type Json } from './canonical-json.ts';
import { serverKeys } from './server-keys.ts';
import { KEY_ID } from './signing-key.ts';

const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

function isSigned(document: ReturnType<typeof serverKeys>): boolean {
  const { signatures, ...content } = document;
  const key = Buffer.from(content.verify_keys[KEY_ID].key, 'base64');
  const signature = Buffer.from(signatures[content.server_name]?.[KEY_ID] ?? '', 'base64');
  assert.equal(signature.length, 64);
  return verify(
    null,
    Buffer.from(canonicalJson(content as unknown as Json)),
    createPublicKey({ key: Buffer.concat([SPKI_PREFIX, key]), format: 'der', type: 'spki' }),
    signature,
  );
}

test('the key document is signed by the server it names', () => {
  assert.equal(isSigned(serverKeys({ keysFor: 'a.test', badSignature: false })), true);
  assert.equal(serverKeys({ keysFor: 'a.test', badSignature: false }).server_name, 'a.test');
});

test('a bad signature has the right shape and does not verify', () => {
  assert.equal(isSigned(serverKeys({ keysFor: 'a.test', badSignature: true })), false);
});

test('each server has its own key, and keeps it', () => {
  const keyOf = (keysFor: string) => JSON.stringify(serverKeys({ keysFor, badSignature: false }).verify_keys);
  assert.equal(keyOf('a.test'), keyOf('a.test'));
  assert.notEqual(keyOf('a.test'), keyOf('b.test'));
});
