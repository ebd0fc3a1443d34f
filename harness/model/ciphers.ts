import { KEY_TYPES, type KeyType } from './key-types.ts';

interface CipherRow {
  readonly version: 'TLSv1.2' | 'TLSv1.3';
  /** The keys that it takes; suites of TLS 1.3 do not say. */
  readonly signs?: 'ecdsa' | 'rsa';
  /** Its name in OpenSSL, and so in Node. */
  readonly openssl: string;
  /** As in docs/write-a-scenario.md. */
  readonly summary: string;
}

const USUAL = 'spoken by everybody today';
const CBC = 'CBC with SHA-1: rustls has none such';
const DHE = 'Diffie-Hellman without curves: rustls, Go and browsers have none';
const NO_SECRECY = 'the key of the certificate encrypts: rustls has none such, Go not by default';

const modern = (openssl: string) =>
  ({ version: 'TLSv1.3', openssl, summary: `TLS 1.3, any key: ${USUAL}` }) as const;
const ecdsa = (openssl: string, why = USUAL) =>
  ({
    version: 'TLSv1.2',
    signs: 'ecdsa',
    openssl,
    summary: `TLS 1.2, a key of ECDSA or Ed25519: ${why}`,
  }) as const;
const rsa = (openssl: string, why = USUAL) =>
  ({ version: 'TLSv1.2', signs: 'rsa', openssl, summary: `TLS 1.2, a key of RSA: ${why}` }) as const;

const rows = {
  TLS_AES_128_GCM_SHA256: modern('TLS_AES_128_GCM_SHA256'),
  TLS_AES_256_GCM_SHA384: modern('TLS_AES_256_GCM_SHA384'),
  TLS_CHACHA20_POLY1305_SHA256: modern('TLS_CHACHA20_POLY1305_SHA256'),
  TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256: ecdsa('ECDHE-ECDSA-AES128-GCM-SHA256'),
  TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384: ecdsa('ECDHE-ECDSA-AES256-GCM-SHA384'),
  TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256: ecdsa('ECDHE-ECDSA-CHACHA20-POLY1305'),
  TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256: rsa('ECDHE-RSA-AES128-GCM-SHA256'),
  TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384: rsa('ECDHE-RSA-AES256-GCM-SHA384'),
  TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256: rsa('ECDHE-RSA-CHACHA20-POLY1305'),
  TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA: ecdsa('ECDHE-ECDSA-AES128-SHA', CBC),
  TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA: rsa('ECDHE-RSA-AES128-SHA', CBC),
  TLS_DHE_RSA_WITH_AES_256_GCM_SHA384: rsa('DHE-RSA-AES256-GCM-SHA384', DHE),
  TLS_RSA_WITH_AES_128_GCM_SHA256: rsa('AES128-GCM-SHA256', NO_SECRECY),
} satisfies Readonly<Record<string, CipherRow>>;

export type Cipher = keyof typeof rows;

/** The suites that a listener can be held to, by their names at IANA. */
export const CIPHERS: Readonly<Record<Cipher, CipherRow>> = rows;

/** Whether a listener that shows a certificate with such a key can speak it. */
export function cipherFits(cipher: Cipher, key: KeyType): boolean {
  const { signs = KEY_TYPES[key].signs } = CIPHERS[cipher];
  return signs === KEY_TYPES[key].signs;
}
