/**
 * A case: one scenario (or one variant of it) with every name and address bound.
 *
 * Nothing here is relative any more: owner names and certificate names are absolute, without a final dot;
 * placeholders such as `{fed}` and `{ipv4 target}` are replaced. Letter case is kept as the author wrote it
 * where it is data (`server`, `host`, bodies) and lowered where it is a key (owner names of the zone).
 */

import type { Cipher } from './ciphers.ts';
import type { Fault, HelloFault } from './faults.ts';
import type { CertificateFlaw } from './flaws.ts';
import type { ReadingGrade } from './grades.ts';
import type { KeyType } from './key-types.ts';
import type { SpecLevel } from './levels.ts';
import type { Need } from './needs.ts';
import type { Rcode } from './rcodes.ts';
import type { RecordType } from './record-types.ts';
import type { ServiceBinding } from './service-binding.ts';
import type { StepId } from './steps.ts';

/** `v1.1` … `v1.19`, and `v1.20` for what is not published yet. */
export type SpecVersion = `v1.${number}`;

/** A listener of the case as authors write it: `label:port`, such as `origin:8448`. */
export type ListenerId = `${string}:${number}`;

export interface Case {
  /** `family/name`, `family/name#variant`, or `family/name~twin`. */
  readonly id: string;
  readonly family: string;
  readonly source: Source;
  readonly title: string;
  readonly clauses: readonly string[];
  /** As authored; without it the level is that of the clause that was broken. `record` is never scored. */
  readonly level?: SpecLevel | 'record';
  readonly since?: SpecVersion;
  readonly until?: SpecVersion;
  readonly needs: readonly Need[];
  readonly tags: readonly string[];
  readonly note?: string;
  readonly see: readonly string[];
  /** The case's own server name, `@` in the file: `port.well-known.test`. */
  readonly name: string;
  /** The server name the implementation is asked to reach, exactly as given to it. */
  readonly server: string;
  readonly request: FederationRequest;
  /** Such a case is asked after the others, and alone: see `Machine`. */
  readonly machine?: Machine;
  readonly zone: Zone;
  readonly hosts: readonly Host[];
  /** Of a case with rounds empty: each round has its own. */
  readonly expect: Expectation;
  readonly tolerate: readonly Tolerance[];
  /** Several questions, in the order of asking; `zone` and `hosts` of the case are those of the first round. */
  readonly rounds?: readonly Round[];
  /** Only a derived twin has it: what sets it apart from its parent. */
  readonly twin?: Twin;
  /** It is bound for being asked once more, under names and addresses of its own: see `AGAIN`. */
  readonly again?: true;
}

/** Names that are asked for at the same moment, and the world as it is from then on. */
export interface Round {
  /** Exactly as given to the implementation. */
  readonly resolve: readonly [string, ...string[]];
  /** Where it is written in the file of its case, from 1. */
  readonly line?: number;
  readonly zone: Zone;
  readonly hosts: readonly Host[];
  /** Of all its names together. */
  readonly expect: Expectation;
  readonly tolerate: readonly Tolerance[];
}

/** A negative twin: the world of a positive case, in which one listener shows a certificate that has to be refused. */
export interface Twin {
  /** Id of the case it was derived from. */
  readonly parent: string;
  /** What stands behind the `~` of its id: `cert-of-target`. */
  readonly role: string;
  /** Whose certificate was exchanged. */
  readonly listener: ListenerId;
}

/** Where a case was written, for errors that say file:line:column. */
export interface Source {
  /** Path as shown to the user: relative to the working directory where that is shorter. */
  readonly file: string;
  /** Empty in a case that was read back from the record of a run. */
  readonly text: string;
  /** From 1: where the case begins, which is its variant in a file with several. Absent where the text lies in no file. */
  readonly line?: number;
  /** JSON paths of the variant's own patch come first when a position is looked up: `['vary', 2]`. */
  readonly variant?: readonly (string | number)[];
  /** Index of the round whose `change`, `expect` and `tolerate` come before all others. */
  readonly round?: number;
}

/** What the implementation is asked to send: a plain request, or a named trigger of a homeserver. */
export type FederationRequest =
  | { readonly kind: 'http'; readonly method: string; readonly path: string; readonly body?: string }
  | { readonly kind: 'trigger'; readonly trigger: string };

/** What a case needs of the whole machine, and so cannot share with other cases. */
export interface Machine {
  /** Domains of the `search` line in resolv.conf: absolute, without final dot. */
  readonly search?: readonly string[];
  /** The option of that name in resolv.conf; 1 unless given. */
  readonly ndots?: number;
  /** The machine's own 127.0.0.1 and ::1: the host `loopback` listens there. */
  readonly loopback?: true;
  /** Lines of the hosts file: name (absolute, lower case, no final dot) → addresses. */
  readonly hosts?: Readonly<Record<string, readonly string[]>>;
  /** What the second name server of resolv.conf answers. Absent: there is one name server. */
  readonly secondServer?: Zone;
}

// ---- DNS ----

/** Owner name (absolute, lower case, no final dot; `*.x` is a wildcard) → record sets. What is absent does not exist. */
export type Zone = Readonly<Record<string, readonly RecordSet[]>>;

export interface RecordSet {
  readonly type: RecordType;
  /** One for each question in turn; the last one repeats. Never empty. */
  readonly answers: readonly [DnsAnswer, ...DnsAnswer[]];
}

export interface DnsAnswer {
  readonly records: readonly RecordData[];
  readonly rcode?: Rcode;
  /** The question is read and recorded, and never answered. */
  readonly drop?: boolean;
  /** Milliseconds. */
  readonly delay?: number;
  /** UDP answers carry the TC bit and no records, so that the client must come back over TCP. */
  readonly truncate?: boolean;
  /** Seconds. */
  readonly ttl: number;
  readonly additional: readonly OwnedRecord[];
  /** Records that stand in the answer section though nobody asked for them: of another name, or of another type. */
  readonly strays?: readonly OwnedRecord[];
  /** The name server does not know EDNS: a question with an OPT record is answered FORMERR (RFC 6891, section 7). */
  readonly edns?: false;
}

export type RecordData =
  | { readonly type: 'A' | 'AAAA'; readonly address: string }
  | { readonly type: 'CNAME'; readonly target: string }
  | {
      readonly type: 'SRV';
      readonly priority: number;
      readonly weight: number;
      readonly port: number;
      /** Absolute, without final dot; `.` is the root: "service not available". */
      readonly target: string;
    }
  | { readonly type: 'TXT'; readonly text: string }
  | ServiceBinding;

export type OwnedRecord = RecordData & { readonly owner: string };

// ---- hosts ----

/** Address is identity: every (case, host) has an IPv4 and an IPv6 address that nobody else has. */
export interface Host {
  readonly label: string;
  readonly ipv4: string;
  readonly ipv6: string;
  readonly listeners: readonly Listener[];
}

/** What answers a request: the routes first, then the homeserver. */
export interface Site {
  readonly routes: readonly Route[];
  readonly homeserver?: Homeserver;
}

/** Its own site answers where Host is that of no virtual host. */
export interface Listener extends Site {
  readonly host: string;
  readonly port: number;
  readonly cert?: ListenerCertificate;
  readonly fault?: Fault;
  /** Never empty. No two are for the same Host. */
  readonly vhosts?: readonly VirtualHost[];
  readonly tls?: TlsOptions;
}

export interface VirtualHost extends Site {
  /** Absolute, in lower case, without final dot; an IPv6 address in brackets, in the spelling of RFC 5952. */
  readonly name: string;
  /** Only a Host with this port. Absent: with any port, and without. */
  readonly port?: number;
  /** As authored. */
  readonly text: string;
}

export type ListenerCertificate =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly certificate: Certificate }
  | {
      readonly kind: 'sni';
      readonly default: HelloAnswer;
      /** Keys: absolute names in lower case. */
      readonly byName: Readonly<Record<string, HelloAnswer>>;
    };

/** What comes of a ClientHello: a certificate, or a fault where there is none for that SNI. */
export type HelloAnswer = Certificate | FaultOfHello;

export interface FaultOfHello {
  readonly fault: HelloFault;
}

export interface Certificate {
  /** DNS names (wildcards allowed) and IP addresses (bare, no brackets). */
  readonly names: readonly string[];
  readonly flaw?: CertificateFlaw;
  /** `p256` unless given. */
  readonly key?: KeyType;
}

export interface TlsOptions {
  readonly minVersion?: 'TLSv1.2' | 'TLSv1.3';
  readonly maxVersion?: 'TLSv1.2' | 'TLSv1.3';
  readonly alpn?: readonly string[];
  readonly requestClientCertificate?: boolean;
  /** Never empty. A version of TLS of which none is here is not spoken. */
  readonly ciphers?: readonly Cipher[];
}

export interface Route {
  readonly path: string;
  /** One for each request in turn; the last one repeats. Never empty. */
  readonly answers: readonly [HttpAnswer, ...HttpAnswer[]];
}

export interface HttpAnswer {
  /** The whole answer, byte for byte, and then the end of the connection. The other keys are empty beside it. */
  readonly raw?: Uint8Array;
  readonly status: number;
  /** `{httpdate +3600}` is still in the values: it is replaced when the answer is sent. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Uint8Array;
  /** Octets of `body` (of `raw`, where that is there) in full, in a case that was read back from a record that has only its beginning. */
  readonly whole?: number;
  readonly location?: string;
  /** Milliseconds before the first byte. */
  readonly delay?: number;
  readonly drip?: { readonly bytes: number; readonly everyMs: number };
  readonly chunked?: boolean;
  /** Spaces follow the body until the case ends. */
  readonly endless?: boolean;
  /** The connection ends after the first half of the body, though the whole was promised. */
  readonly close?: boolean;
  /** Compressed, whatever the client accepts. */
  readonly gzip?: boolean;
  readonly http?: '1.0' | '1.1';
  /** What is answered instead, by the User-Agent of the request: the first that fits. None of these has any itself. */
  readonly agents?: readonly AgentAnswer[];
}

export interface AgentAnswer {
  /** A pattern, in which `*` stands for any text; without any text: for those who send no User-Agent. */
  readonly agent: string;
  readonly answer: HttpAnswer;
}

export interface Homeserver {
  /** Server names whose keys it publishes; the case's own name unless it lies. */
  readonly keysFor: string;
  readonly badSignature: boolean;
  /** Status of every answer, for a homeserver that fails. */
  readonly status?: number;
}

// ---- expectation ----

export interface Expectation {
  readonly step?: StepId;
  /** The set of (listener, Host) that receive a federation request. Empty with `refuse`. */
  readonly connect: readonly ExpectedConnection[];
  /** No HTTP request outside the GET chain that starts at the well-known file. */
  readonly refuse: boolean;
  /** Id of the positive case that shows the implementation was really asked and can connect. */
  readonly control?: string;
  readonly answer?: 'reached' | 'failed';
  readonly saw: readonly EventPattern[];
  readonly never: readonly EventPattern[];
  readonly atMost: readonly { readonly pattern: EventPattern; readonly count: number }[];
  /** Milliseconds from asking to the federation request. */
  readonly within?: number;
}

export interface ExpectedConnection {
  /** Any of these will do. */
  readonly to: readonly [ListenerId, ...ListenerId[]];
  /** The Host header, with its port where there is one. */
  readonly host: string;
  /** The name or IP address for which the certificate must be valid. */
  readonly cert: string;
  /** `null`: no SNI at all. Absent: `cert` if it is a DNS name, none if it is an address. */
  readonly sni?: string | null;
  readonly destination?: string;
}

export interface Tolerance {
  readonly because: string;
  readonly grade: ReadingGrade;
  readonly connect: readonly ExpectedConnection[];
  readonly refuse: boolean;
}

/** What an author writes to name events, with names bound; `*` stands for anything within its field. */
export type Pattern =
  | { readonly kind: 'dns'; readonly type: string; readonly name: string }
  | { readonly kind: 'syn' | 'tcp'; readonly to: string }
  | { readonly kind: 'tls'; readonly to: string; readonly sni: string }
  | {
      readonly kind: 'http';
      readonly to: string;
      readonly method: string;
      readonly path: string;
      /** The Host header, without `:443`; absent: any. */
      readonly authority?: string;
      /** Whether it has an Authorization header; absent: with and without. */
      readonly authorization?: boolean;
    };

export type EventPattern = Pattern & {
  /** As it was written: `tls origin:443 sni=fed`, and what is said of Authorization. */
  readonly text: string;
  /** What is broken where it is not met; absent: the weakest clause of the case that is scored. */
  readonly clause?: string;
};
