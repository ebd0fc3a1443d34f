interface FlawRow {
  /** As in docs/write-a-scenario.md and in the schema, where it has a capital and a full stop. */
  readonly summary: string;
  /** What a client did in spite of it, behind "although". `{name}` is the name that the certificate was shown for. */
  readonly although: string;
  /** Verifiers differ about it, so that no client can be held to either answer. */
  readonly disputed: boolean;
  /** Of the negative twin whose certificate has this flaw, behind "a certificate". Without it there is no such twin. */
  readonly twin?: string;
}

const rows = {
  expired: {
    summary: 'its time ended a month ago',
    although: 'its certificate has expired',
    disputed: false,
    twin: 'that has expired',
  },
  notYet: {
    summary: 'its time begins in 2099',
    although: 'its certificate is not valid yet',
    disputed: false,
  },
  selfSigned: {
    summary: 'signed by itself',
    although: 'its certificate is signed by itself',
    disputed: false,
  },
  untrusted: {
    summary: 'signed by an authority that nobody trusts',
    although: 'its certificate comes from an unknown authority',
    disputed: false,
    twin: 'from an authority that nobody trusts',
  },
  noSan: {
    summary: 'has neither a subject alternative name nor a common name',
    although: 'its certificate names nobody',
    disputed: false,
  },
  commonNameOnly: {
    summary: 'has its one name in the common name only',
    although: 'its certificate names nobody but in the common name',
    disputed: true,
  },
  addressAsName: {
    summary: 'has its addresses among the DNS names of the subject alternative name, as text',
    although: 'its certificate has the address in the place of a name',
    disputed: true,
  },
  wrongUsage: {
    summary: 'for TLS clients, not for servers',
    although: 'its certificate is for clients, not for servers',
    disputed: false,
  },
  missingIntermediate: {
    summary:
      'signed by an intermediate authority whose certificate the listener does not send, and which can be had nowhere',
    although: 'its certificate comes without the intermediate that a known authority signed',
    disputed: false,
  },
  nameConstrained: {
    summary:
      'signed by an intermediate authority, sent with it, that may not sign for any name or address of the mock internet',
    although: 'the authority that signed its certificate may not sign for {name}',
    disputed: false,
  },
  leafAsAuthority: {
    summary:
      'signed by a certificate for servers, which is no authority and is sent with it, and which an authority that is trusted signed',
    although: 'what signed its certificate is no authority',
    disputed: false,
  },
  expiredIntermediate: {
    summary: 'signed by an intermediate authority, sent with it, whose time ended a month ago',
    although: 'the intermediate authority that signed its certificate has expired',
    disputed: false,
  },
  namesake: {
    summary:
      'signed by an authority that nobody trusts, sent with it, which is in all but its key like the one that is trusted',
    although: 'its certificate comes from an unknown authority that has the name of a known one',
    disputed: false,
  },
} satisfies Readonly<Record<string, FlawRow>>;

export type CertificateFlaw = keyof typeof rows;

/**
 * What may be wrong with a certificate that is for the right names. A new flaw is a row here; how it is made stands in
 * `world/pki/recipes.ts`, and what the specification says of it in `oracle/server-discovery/certificate.ts`.
 *
 * Random worlds draw by the order of these rows: another order makes other worlds of the same seed.
 */
export const FLAWS: Readonly<Record<CertificateFlaw, FlawRow>> = rows;
