/** Who an implementation says that it signs as, so that its signatures can be checked. */
export interface Signer {
  /** Its own server name: the `origin` of what it signs. */
  readonly name: string;
  /** Id such as `ed25519:a1` → public key in base64. */
  readonly verifyKeys: Readonly<Record<string, string>>;
}

/** Whoever sends requests in a case, and the server names that it is asked to send them to. */
export interface Sender {
  readonly signer: Signer | undefined;
  readonly asksFor: readonly string[];
}
