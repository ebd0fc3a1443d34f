import type { IncomingHttpHeaders } from 'node:http';
import type { Demand } from './peer.ts';

/** One HTTPS request over a connection of its own, and what the peer must prove first. */
export interface HttpsExchange {
  readonly rules: TlsRules;
  readonly method: string;
  readonly path: string;
  readonly host: string;
  readonly body?: string;
  /** The Authorization header, where the request is signed. */
  readonly authorization?: string;
  /** The largest body that is read, in octets: a larger one is a failure. */
  readonly limit: number;
}

export interface HttpsReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

/** What is said in the handshake, and demanded of it. */
export interface TlsRules {
  /** The SNI. */
  readonly servername?: string;
  readonly demand: Demand;
}
