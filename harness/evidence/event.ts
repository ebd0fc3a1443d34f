import type { Rcode } from '../model/index.ts';
import type { HelloSummary } from './hello-summary.ts';
import type { XMatrix } from './x-matrix.ts';

/** What the world saw, in the order of time. `at` is milliseconds since the case was handed over. */
export type Event = DnsEvent | SynEvent | TcpEvent | TlsEvent | SecureEvent | HttpEvent | CloseEvent;

/** An event before it has its number, and its time from the zero of its case. */
export type Happened = Event extends infer E ? (E extends Event ? Omit<E, 'n' | 'at'> : never) : never;

interface Happening {
  /**
   * The event's number within its case, from 1 in the order in which the record learnt of the events: that is nearly, and
   * not always, the order of time.
   */
  readonly n: number;
  /** Milliseconds since the case was handed to the implementation, to three decimals. */
  readonly at: number;
}

export interface DnsEvent extends Happening {
  readonly kind: 'dns';
  /** As asked, letter case kept (0x20). No final dot. */
  readonly name: string;
  /** `A`, `SRV`, … or `TYPE65` for those without a name here. */
  readonly type: string;
  readonly transport: 'udp' | 'tcp';
  /** Address of the resolver that was asked: ours, or a public one built into the software. */
  readonly resolver: string;
  /** `dropped`: read and deliberately never answered. */
  readonly answer: 'NOERROR' | 'NODATA' | Rcode | 'dropped';
  readonly truncated: boolean;
  /** The answer section as zone-file text without owner and TTL: `SRV 10 5 8443 hs.x.test`. */
  readonly records: readonly string[];
}

/** An attempt to connect, whatever comes of it; repetitions by the kernel are left out. Only cases that need `syn` have it. */
export interface SynEvent extends Happening {
  readonly kind: 'syn';
  readonly host: string;
  readonly port: number;
  readonly address: string;
}

interface OnConnection extends Happening {
  /** Number of the connection within the case, from 1 in the order of accepting. */
  readonly connection: number;
  readonly host: string;
  readonly port: number;
}

export interface TcpEvent extends OnConnection {
  readonly kind: 'tcp';
  readonly address: string;
}

/** A ClientHello arrived. */
export interface TlsEvent extends OnConnection {
  readonly kind: 'tls';
  readonly sni: string | null;
  readonly alpn: readonly string[];
  /** Base64 of the raw ClientHello record. */
  readonly hello: string;
  /** What it says, beside `hello` in the record of a run. */
  readonly summary?: HelloSummary;
}

/** The handshake ended well on our side. A client that refuses the certificate may still get this far (TLS 1.3, curl). */
export interface SecureEvent extends OnConnection {
  readonly kind: 'secure';
  readonly protocol: string;
  readonly alpn: string | null;
  /** Names of the certificate that was presented. */
  readonly presented: readonly string[];
}

export interface HttpEvent extends OnConnection {
  readonly kind: 'http';
  readonly method: string;
  /** Request target as sent, with its query. */
  readonly path: string;
  /** The Host header as sent (`:authority` in HTTP/2); null when absent. */
  readonly hostHeader: string | null;
  readonly sni: string | null;
  readonly authorization: string | null;
  /** Its X-Matrix headers; empty where one was asked for and none came, absent where nobody asked. */
  readonly xMatrix?: readonly XMatrix[];
  readonly userAgent: string | null;
  readonly version: string;
  /** Status that was answered; null while none was sent. */
  readonly status: number | null;
}

export interface CloseEvent extends OnConnection {
  readonly kind: 'close';
  /** What ended it: `alert unknown_ca`, `reset`, `end`, `fault reset`, … for reading, never for judging. */
  readonly how: string;
  /** Milliseconds before the end at which our certificate left; absent where none did. */
  readonly shown?: number;
}
