import type { Homeserver } from '../../model/index.ts';
import { KEY_ID, publicKeyOf, signatureOf } from './signing-key.ts';

const DAY = 86_400_000;

/** The body of `/_matrix/key/v2/server`, signed by the server it speaks for. */
export function serverKeys({ keysFor, badSignature }: Homeserver, today = Date.now()) {
  const content = {
    server_name: keysFor,
    verify_keys: { [KEY_ID]: { key: publicKeyOf(keysFor) } },
    old_verify_keys: {},
    valid_until_ts: today + DAY,
  };
  const signature = signatureOf(keysFor, content);
  return {
    ...content,
    signatures: { [keysFor]: { [KEY_ID]: badSignature ? spoiled(signature) : signature } },
  };
}

/** Still 64 bytes of base64, but the signature of nothing. */
function spoiled(signature: string): string {
  const first = signature.startsWith('A') ? 'B' : 'A';
  return first + signature.slice(1);
}
