/** Who an implementation says that it signs as, so that its signatures can be checked. */
export interface Signer {
  /** Its own server name: the `origin` of what it signs. */
  readonly name: string;
  /** Id such as `ed25519:a1` → public key in base64. */
  readonly verifyKeys: Readonly<Record<string, string>>;
}
