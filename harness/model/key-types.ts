interface KeyTypeRow {
  /** As in docs/write-a-scenario.md. */
  readonly summary: string;
  /** Of the suites of TLS 1.2 that fit such a key. TLS 1.3 takes any. */
  readonly signs: 'ecdsa' | 'rsa';
}

const rows = {
  p256: { summary: 'ECDSA with the curve P-256; what is meant where nothing is written', signs: 'ecdsa' },
  rsa: { summary: 'RSA with 2048 bits', signs: 'rsa' },
  p384: { summary: 'ECDSA with the curve P-384', signs: 'ecdsa' },
  // RFC 8422 5.3: in TLS 1.2 such a key goes with the suites of ECDSA.
  ed25519: { summary: 'Ed25519', signs: 'ecdsa' },
} satisfies Readonly<Record<string, KeyTypeRow>>;

export type KeyType = keyof typeof rows;

/**
 * What kind of key a certificate is for. How it is made stands in `world/pki/key-pair.ts`, and what is owed to it in
 * `oracle/server-discovery/certificate.ts`.
 */
export const KEY_TYPES: Readonly<Record<KeyType, KeyTypeRow>> = rows;
