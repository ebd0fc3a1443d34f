import type { KeyPair } from './key-pair.ts';
import type { Authority } from './signer.ts';

/** All that is secret, in one file: made at once, so that its parts always belong together. */
export interface Secrets {
  /** Names the set: what was issued from another set is not valid any more. */
  readonly id: string;
  readonly trusted: Authority;
  /** Nobody trusts it. */
  readonly untrusted: Authority;
  /** One key pair serves all leaves: a key costs more than a certificate. */
  readonly leafKey: KeyPair;
  /** Milliseconds since 1970. */
  readonly notAfter: number;
}
