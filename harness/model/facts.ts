import type { Certificate, HttpAnswer, ListenerId, RecordData } from './case.ts';
import type { DnsOddity } from './dns-oddities.ts';
import type { Fault } from './faults.ts';
import type { Rcode } from './rcodes.ts';
import type { RecordType } from './record-types.ts';

/**
 * What is known of a world, as answers to the three things that a client can do in it. All of it is data, and the same
 * question has the same answer each time; nothing is sent anywhere.
 *
 * `undefined` means that it is not known. It never stands for "there is none": that is an answer of its own. Whoever makes
 * facts answers what was told or observed and nothing else, and need not be complete. Of a case everything is known
 * (`factsOfCase`).
 */
export interface Facts {
  /**
   * What the name server answers to one question; an alias is answered and not followed. `name`: in lower case, without
   * final dot, and such that DNS can carry it.
   */
  lookUp(name: string, type: RecordType): NameAnswer | undefined;
  /** What comes of opening a connection, up to the certificate that is shown. */
  connect(endpoint: Endpoint): Contact | undefined;
  /** What is answered to a request on a connection, whether or not its certificate should be trusted. */
  get(request: GetRequest): GetAnswer | undefined;
  /**
   * What counts on the way to the well-known file instead, where somebody has told what came of that way and of no other.
   * Absent: the same as everywhere.
   */
  readonly onWayToFile?: Facts;
}

/** Facts without gaps. */
export interface CompleteFacts extends Facts {
  lookUp(name: string, type: RecordType): NameAnswer;
  connect(endpoint: Endpoint): Contact;
  get(request: GetRequest): GetAnswer;
}

/** What one question for a name and a type brings: that which arrives first, where questions are answered in turn. */
export type NameAnswer = {
  /** Another question would be answered otherwise. */
  readonly varies?: boolean;
  /** It came over TCP only. */
  readonly truncated?: boolean;
  /** What is odd about it; absent: nothing. */
  readonly oddities?: readonly DnsOddity[];
  /** Seconds; absent: not told, as of a name that does not exist. */
  readonly ttl?: number;
} & (
  | {
      readonly kind: 'records';
      /**
       * Never empty: of the type that was asked for, or the alias. The address in an A or AAAA record may be the owner name
       * itself: it has one, and nobody said which.
       */
      readonly records: readonly RecordData[];
    }
  | { readonly kind: 'none'; readonly why: 'NXDOMAIN' | 'NODATA' }
  | { readonly kind: 'failed'; readonly why: Exclude<Rcode, 'NXDOMAIN'> | 'silence' }
);

/** Where a connection goes, and for whom. */
export interface Endpoint {
  readonly scheme: 'https' | 'http';
  /** An IP address, in whatever spelling; or a name, for an address of that name that is not known. */
  readonly address: string;
  readonly port: number;
  /** `null`: no SNI is sent. */
  readonly sni: string | null;
}

/** What comes of a connection. `at` is the name by which its other end is told: all addresses of one host share it. */
export type Contact =
  /** The address belongs to no host: nothing will be there on any port. */
  | { readonly kind: 'nobody' }
  /** No connection: it is refused, no packet is answered, there is no route. */
  | { readonly kind: 'refused' | 'silent' | 'unreachable'; readonly at: ListenerId }
  /** TCP connects, and no certificate comes. */
  | { readonly kind: 'fault'; readonly at: ListenerId; readonly fault: BrokenWay }
  | {
      readonly kind: 'certificate';
      readonly at: ListenerId;
      readonly certificate: Certificate;
      /** Not all of TLS 1.2, TLS 1.3, their usual ciphers and HTTP/1.1 is offered (AMB-14). */
      readonly limited?: boolean;
    };

/** What can be wrong with a connection after TCP has connected. */
export type BrokenWay = Fault | 'clear text';

export interface GetRequest {
  readonly method: 'GET';
  readonly endpoint: Endpoint;
  /** The `Host` header, or `:authority`: with a port where the URL has one. */
  readonly host: string;
  /** With its query. */
  readonly path: string;
  /** What else is sent, by names in lower case, such as `user-agent`. None: what any client sends. */
  readonly headers: Readonly<Record<string, string>>;
  /** Requests that the same client sent before, in order: answers may come in turn. */
  readonly before: readonly GetRequest[];
}

export interface GetAnswer {
  readonly answer: HttpAnswer;
  /** The same request is answered otherwise another time. */
  readonly varies: boolean;
  /** So is one with another User-Agent. */
  readonly byAgent?: boolean;
}
