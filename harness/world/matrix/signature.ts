import type { Signer, XMatrix, XMatrixProblem } from '../../evidence/index.ts';
import type { Json } from './canonical-json.ts';
import { fromBase64, verifies } from './ed25519.ts';
import { mistakes, type SignedRequest } from './signed-request.ts';

export interface CheckedSignature {
  readonly signature: XMatrix['signature'];
  readonly problem?: XMatrixProblem;
}

/** `others`: what else the sender may have taken for the destination, to say what it did wrong. */
export function checkSignature(
  signed: SignedRequest,
  key: string,
  signature: string,
  signer: Signer | undefined,
  others: readonly string[],
): CheckedSignature {
  if (fromBase64(signature, 64) === undefined) {
    return invalid({ kind: 'signature', text: 'has a signature that is not 64 bytes of base64' });
  }
  if (signer === undefined) return unverified('which key it is signed with is not known');
  const publicKey = signer.name === signed.origin ? signer.verifyKeys[key] : undefined;
  if (publicKey === undefined || !key.startsWith('ed25519:')) {
    return unverified(`the key ${key} of ${signed.origin} is not known`);
  }
  try {
    if (verifies(publicKey, signature, asJson(signed))) return { signature: 'valid' };
  } catch (error) {
    // A number in the body that canonical JSON has no form for.
    if (error instanceof RangeError) return unverified(`the body has no canonical form: ${error.message}`);
    throw error;
  }
  const mistake = mistakes(signed, others).find((one) => verifies(publicKey, signature, asJson(one.signed)));
  const unexplained = 'has a signature that is not the one of this request';
  return invalid(mistake?.problem ?? { kind: 'signature', text: unexplained });
}

const invalid = (problem: XMatrixProblem): CheckedSignature => ({ signature: 'invalid', problem });

export const unverified = (text: string): CheckedSignature => ({
  signature: 'unverified',
  problem: { kind: 'unverified', text },
});

const asJson = ({ content, ...rest }: SignedRequest): Json => ({
  ...rest,
  ...(content === undefined ? {} : { content }),
});
