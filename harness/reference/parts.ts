import type { Resolver } from 'node:dns/promises';
import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import type { ServerName, Trouble, TroubledStep, ValidServerName } from '../model/index.ts';
import type { SignedObject } from './authorization.ts';
import type { HttpsExchange, HttpsReply } from './https-exchange.ts';
import type { KeptFiles } from './kept-files.ts';
import type { OpenConnection } from './open-connection.ts';
import type { Demand, Peer } from './peer.ts';
import type { WireRequest } from './request.ts';
import type { Approach, ConnectTarget, DiscoveredRoute, EndedRoute } from './route.ts';
import type { SrvChoice } from './srv-order.ts';
import type { RedirectHop, WellKnownFailure, WellKnownResult } from './well-known-result.ts';

/**
 * The reference resolver, taken apart: each part decides one thing, and a mutant replaces exactly one of them.
 * `asked` is the server name of the question; `deciding` is the delegated name if there is one, else `asked`.
 *
 * Parts that are given an attempt, and `timeouts`, have to do with the world. All others are pure, so that a mutant of
 * one of them can only matter where it gives another result (`trace.ts`).
 */
export interface Parts {
  readonly timeouts: Timeouts;

  // Names.
  readonly readName: (text: string) => ServerName;
  /** The address if the name is an IP literal. */
  readonly literalAddress: (name: ValidServerName) => string | undefined;
  readonly explicitPort: (name: ValidServerName) => number | undefined;
  readonly defaultPort: (deciding: ValidServerName, asked: ValidServerName) => number;
  /** Whether an address or a port in the name is the end of looking: steps 1 and 2, and 3.1 and 3.2. */
  readonly settles: (name: ValidServerName, role: 'asked' | 'delegated') => boolean;

  /** Steps 1 to 6. */
  readonly discover: (attempt: Attempt, server: string, request: WireRequest) => Promise<DiscoveredRoute>;

  // Step 3: the well-known file.
  readonly fetchWellKnown: (attempt: Attempt, asked: ValidServerName) => Promise<WellKnownResult>;
  readonly wellKnownUrl: (asked: ValidServerName) => RedirectHop;
  /** Where a redirect leads; undefined when the answer is none or leads nowhere. */
  readonly followRedirect: (reply: HttpsReply, hop: RedirectHop) => RedirectHop | undefined;
  /** Whether a redirect is followed, after so many that were. */
  readonly isFollowed: (redirects: number) => boolean;
  /** Whether the body of such an answer counts. */
  readonly judgeHead: (status: number, headers: IncomingHttpHeaders) => boolean;
  readonly parseBody: (body: Uint8Array) => unknown;
  readonly validateDelegation: (document: unknown) => ValidServerName | undefined;
  /** Seconds for which an answer is kept, by its headers; 0: not at all. */
  readonly lifetime: (headers: IncomingHttpHeaders, usable: boolean) => number;
  /** Whether steps 4 to 6 are tried after this failure. */
  readonly goesOnAfter: (failure: WellKnownFailure) => boolean;
  readonly decidingName: (asked: ValidServerName, found: WellKnownResult) => ValidServerName;

  // Steps 3.3, 3.4, 4 and 5: SRV.
  /** The name under which SRV records are looked for; undefined for not at all. */
  readonly srvOwner: (asked: ValidServerName, delegated: ValidServerName | undefined) => string | undefined;
  /** In the order in which they are tried. */
  readonly srvServices: () => readonly string[];
  /** Whether an error of the name server, by c-ares's code, means that there is no such record. */
  readonly isNotFound: (code: string | undefined) => boolean;
  readonly lookupSrv: (attempt: Attempt, owner: string) => Promise<readonly SrvChoice[]>;
  readonly orderSrv: (records: readonly SrvChoice[]) => readonly SrvChoice[];
  readonly srvTarget: (record: SrvChoice, deciding: ValidServerName) => ConnectTarget;
  /** Those of the targets that stand for a service; none where the record says that there is none. */
  readonly services: (targets: readonly ConnectTarget[]) => readonly ConnectTarget[];

  // Addresses and connections.
  /** The name that is connected to where no SRV record says another one. */
  readonly hostToReach: (deciding: ValidServerName, asked: ValidServerName) => string;
  readonly resolveAddresses: (attempt: Attempt, hostname: string) => Promise<readonly string[]>;
  /** Of the two families those addresses that are tried, in that order. */
  readonly chooseAddresses: (v6: readonly string[], v4: readonly string[]) => readonly string[];

  // What is said and demanded on a connection.
  /** Whose name decides that. */
  readonly authority: (deciding: ValidServerName, target: ConnectTarget) => ValidServerName;
  readonly hostHeader: (way: Approach) => string;
  /** The name or address the certificate must be valid for. */
  readonly certificateName: (way: Approach) => string;
  /** Undefined: no SNI. Without a way it is about the well-known file. */
  readonly sni: (certificateName: string, way: Approach | undefined) => string | undefined;
  /** Why the peer is not who it should be; undefined when it is. */
  readonly faultOfPeer: (peer: Peer, demand: Demand) => string | undefined;

  // X-Matrix.
  readonly hasToBeSigned: (request: WireRequest) => boolean;
  /** The destination that is signed and named. */
  readonly destination: (asked: ValidServerName, deciding: ValidServerName) => string;
  /** What of the request target is signed. */
  readonly signedUri: (path: string, host: string) => string;
  readonly signedObject: (request: WireRequest, uri: string, destination: string) => SignedObject;
  /** The header for what is signed. */
  readonly authorization: (signed: SignedObject) => string;

  readonly sendRequest: (
    attempt: Attempt,
    connection: OpenConnection,
    exchange: HttpsExchange,
  ) => Promise<HttpsReply>;

  // What comes after.
  /** Another way, once something went wrong with the well-known file or at the place that a step led to. */
  readonly fallBack: (setback: Setback) => FallBack | undefined;
}

/** Where a right way has ended, and why. */
export interface Setback {
  readonly step: TroubledStep | undefined;
  readonly trouble: Trouble | undefined;
  /** Of an answer that came to the request. */
  readonly status?: number | undefined;
  /** Where none came. */
  readonly why?: string | undefined;
}

/** Another way than the right one, which has ended; undefined where there is none. */
export type FallBack = (attempt: Attempt, from: EndedRoute) => Promise<DiscoveredRoute | undefined>;

/** One question under way, as parts see it: whatever they open is tied to it and ends with it. */
export interface Attempt {
  readonly parts: Parts;
  /** What earlier questions have found. */
  readonly files: KeptFiles;
  /** Ties a socket to the attempt, before anything is awaited. */
  hold<S extends Socket>(socket: S): S;
  /** Throws once the attempt is over: to be asked before a next try. */
  check(): void;
  /** One DNS question, bounded. If it is given up it lingers in the channel until the attempt ends. */
  lookUp<T>(question: (dns: Resolver) => Promise<T>): Promise<T>;
  /** Work that may take `ms` at most, and leaves nothing open: its sockets and questions end with it. */
  within<T>(ms: number, what: string, work: (part: Attempt) => Promise<T>): Promise<T>;
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
  /** The whole question. By the specification there is no such limit. */
  readonly question?: number;
}
