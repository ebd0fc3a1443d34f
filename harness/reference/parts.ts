import type { ServerName, ValidServerName } from '../spec/index.ts';
import type { SignedObject } from './authorization.ts';
import type { Errand } from './errand.ts';
import type { Exchange, Reply } from './exchange.ts';
import type { SrvRecord } from './srv-order.ts';
import type { Purpose, TlsRules } from './tls-rules.ts';
import type { Connection } from './try-addresses.ts';
import type { Hop, WellKnown, WellKnownFailure } from './well-known.ts';

/**
 * The reference resolver, taken apart: each part decides one thing, and a mutant replaces exactly one of them.
 * `asked` is the server name of the question; `deciding` is the delegated name if there is one, else `asked`.
 */
export interface Parts {
  readonly timeouts: Timeouts;

  // Names.
  readonly readName: (text: string) => ServerName;
  /** The address if the name is an IP literal. */
  readonly literalAddress: (name: ValidServerName) => string | undefined;
  readonly explicitPort: (name: ValidServerName) => number | undefined;
  readonly defaultPort: () => number;

  // Step 3: the well-known file.
  readonly fetchWellKnown: (errand: Errand, hostname: string) => Promise<WellKnown>;
  /** Where a redirect leads; undefined when the answer is none or leads nowhere. */
  readonly followRedirect: (reply: Reply, hop: Hop) => Hop | undefined;
  readonly judgeStatus: (status: number) => boolean;
  readonly parseBody: (body: Uint8Array) => unknown;
  readonly validateDelegation: (document: unknown) => ValidServerName | undefined;
  /** Whether steps 4 to 6 are tried after this failure. */
  readonly goesOnAfter: (failure: WellKnownFailure) => boolean;

  // Steps 3.3, 3.4, 4 and 5: SRV.
  /** The name under which SRV records are looked for; undefined for not at all. */
  readonly srvOwner: (asked: ValidServerName, delegated: ValidServerName | undefined) => string | undefined;
  /** In the order in which they are tried. */
  readonly srvServices: () => readonly string[];
  readonly lookupSrv: (errand: Errand, owner: string) => Promise<readonly SrvRecord[]>;
  readonly orderSrv: (records: readonly SrvRecord[]) => readonly SrvRecord[];
  readonly srvTarget: (record: SrvRecord, deciding: ValidServerName) => Target;

  // Addresses and connections.
  readonly resolveAddresses: (errand: Errand, hostname: string) => Promise<readonly string[]>;
  readonly tryAddresses: (errand: Errand, addresses: readonly string[], port: number) => Promise<Connection>;

  // What is said and demanded on a connection.
  readonly hostHeader: (deciding: ValidServerName, target: Target) => string;
  /** The name or address the certificate must be valid for. */
  readonly certificateName: (deciding: ValidServerName, target: Target) => string;
  /** Undefined: no SNI. */
  readonly sni: (certificateName: string) => string | undefined;
  readonly tlsRules: (purpose: Purpose, certificateName: string, sni: string | undefined) => TlsRules;

  // X-Matrix.
  /** The destination that is signed and named. */
  readonly destination: (asked: ValidServerName, deciding: ValidServerName) => string;
  /** What of the request target is signed. */
  readonly signedUri: (path: string) => string;
  /** The header for what is signed. */
  readonly authorization: (signed: SignedObject) => string;

  readonly sendRequest: (errand: Errand, connection: Connection, exchange: Exchange) => Promise<Reply>;
}

/** A place to connect to: a name to look up, or an address. */
export interface Target {
  readonly name: string;
  readonly address?: string;
  readonly port: number;
}

/** Milliseconds. */
export interface Timeouts {
  /** One DNS question with its repetitions. */
  readonly dns: number;
  /** Before the first repetition; c-ares doubles it with each. */
  readonly dnsRepeat: number;
  /** How long the addresses of one family wait for those of the other. */
  readonly laterFamily: number;
  readonly connect: number;
  readonly handshake: number;
  /** From the request to the end of the answer. */
  readonly reply: number;
  /** The well-known file with all its lookups and redirects. */
  readonly wellKnown: number;
}
