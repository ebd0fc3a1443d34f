import type { SignatureDetail } from './divergence.ts';
import type { KindTable } from './kind.ts';

/** What is wrong with the X-Matrix header: the reason says all of it. */
export const signatureKinds: KindTable<SignatureDetail> = {
  'not-signed': { summary: 'sent a request without X-Matrix, where it has to be signed', unfollowed: 'end' },
  'no-destination': { summary: 'sent an X-Matrix header without destination', unfollowed: 'end' },
  'wrong-destination': { summary: 'named a wrong destination in X-Matrix', unfollowed: 'end' },
  'wrong-origin': { summary: 'named a wrong origin in X-Matrix', unfollowed: 'end' },
  'unreadable-x-matrix': { summary: 'sent an X-Matrix header that cannot be read', unfollowed: 'end' },
  'incomplete-x-matrix': { summary: 'left a parameter out of X-Matrix', unfollowed: 'end' },
  'unquoted-x-matrix': {
    summary: 'left out the quotes of a value in X-Matrix that is no token',
    unfollowed: 'end',
  },
  'signed-other-content': { summary: 'signed another body than it sent', unfollowed: 'end' },
  'signed-other-destination': { summary: 'signed another destination than it named', unfollowed: 'end' },
  'signed-other-uri': { summary: 'signed another URI than it asked for', unfollowed: 'end' },
  'invalid-signature': { summary: 'sent a signature that is not valid', unfollowed: 'end' },
};
