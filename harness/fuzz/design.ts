import type { CertificateFlaw, Fault, Rcode } from '../model/index.ts';

/**
 * A random world before it is written down. Whatever is in it can be left out or made plainer without a word about it
 * anywhere else, which is what shrinking does.
 */
export interface Design {
  readonly server: AskedName;
  /** The machines of the server name, `@`. */
  readonly origin: DrawnPlace;
  /** What its port 443 answers; `null`: nobody listens there. */
  readonly file: WellKnownFile | null;
  /** SRV records under the server name, and under the delegated name, `fed`. */
  readonly services: Services;
  readonly delegate: DrawnPlace;
  readonly servicesOfDelegate: Services;
  readonly decoys: readonly Decoy[];
  readonly bindings: readonly BindingDesign[];
  readonly oddAnswers: readonly OddAnswer[];
  readonly machine: MachineDesign | null;
}

/** The name that is asked for: a template with a port behind it, if any. */
export interface AskedName {
  readonly name: string;
  readonly port: string | null;
}

// ---- names and machines ----

/** What a name leads to. */
export interface DrawnPlace {
  readonly machines: readonly DrawnMachine[];
  /** `split`: an A record for the first machine, an AAAA record for the second. */
  readonly families: 'ipv4' | 'ipv6' | 'both' | 'split';
  /** How many aliases stand before the addresses. */
  readonly aliases: number;
  /** In place of addresses. */
  readonly lost: Loss | null;
}

export type Loss = 'NXDOMAIN' | 'NODATA' | Exclude<Rcode, 'NXDOMAIN'>;

export interface DrawnMachine {
  /** Of the port where a federation request may be right. */
  readonly federation: Listening;
  /** Of port 443, as far as a well-known file may be asked for there. */
  readonly web: Listening;
}

/** `own` is the name for which a client that comes the right way checks the certificate. */
export type Listening =
  | {
      readonly kind: 'good';
      readonly cert: 'own' | 'own and another' | 'by SNI' | 'by SNI alone' | 'wildcard';
    }
  | { readonly kind: 'odd'; readonly way: OddWay }
  | { readonly kind: 'refuses' }
  | { readonly kind: 'clear text' }
  | { readonly kind: 'fault'; readonly fault: Fault }
  | { readonly kind: 'misnamed'; readonly for: Misnaming }
  | { readonly kind: 'flaw'; readonly flaw: CertificateFlaw };

export type OddWay =
  | 'status 500'
  | 'HTTP/2 as well'
  | 'asks for a client certificate'
  | 'a key of RSA'
  | 'a key of Ed25519'
  | 'one cipher';

export type Misnaming = 'server' | 'delegate' | 'target' | 'address' | 'other' | 'below' | 'only without SNI';

// ---- SRV ----

export interface Services {
  readonly fed: ServiceDesign | null;
  readonly legacy: ServiceDesign | null;
}

export interface ServiceDesign {
  readonly answer: 'records' | 'truncated' | 'alias' | Loss;
  readonly records: readonly SrvDesign[];
}

export interface SrvDesign {
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  /** `same`: the name that the record stands under. */
  readonly target: DrawnPlace | 'same' | 'root';
}

// ---- the well-known file ----

export interface WellKnownFile {
  readonly hops: readonly HopDesign[];
  readonly end: FileAnswer;
}

export interface HopDesign {
  readonly code: number;
  readonly to: HopTarget;
  readonly written: 'absolute' | 'with port' | 'without scheme' | 'relative';
  /** Of a hop to another host. */
  readonly place: DrawnPlace;
}

export type HopTarget = 'path' | 'host' | 'port' | 'address' | 'clear text' | 'back' | 'nowhere' | 'no URL';

export interface FileAnswer {
  readonly status: number;
  readonly body: Body;
  readonly type: string | null;
  readonly delivery: 'plain' | 'chunked' | 'HTTP/1.0' | 'in pieces' | 'cut off' | 'compressed' | 'padded';
}

export type Body =
  | { readonly kind: 'delegates'; readonly to: string; readonly port: string | null; readonly extra: boolean }
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bytes'; readonly base64: string }
  | { readonly kind: 'raw'; readonly text: string };

// ---- places where only mistakes lead ----

export type Decoy =
  /** Every name also answers on port 8448, for whatever name is checked. */
  | 'port 8448'
  /** Every name also answers on port 443. */
  | 'port 443'
  /** Delegate and targets publish a well-known file of their own. */
  | 'second file'
  /** The file is on port 80, too, and says something else. */
  | 'port 80'
  /** SRV records under the names of SRV targets. */
  | 'services of targets'
  /** Every name that does not exist does. */
  | 'wildcard'
  /** A redirect has a delegation in its body. */
  | 'body of redirect'
  /** Every name listens on every port that is named anywhere. */
  | 'every port';

// ---- what DNS says besides, and what the machine knows better ----

/** Whose records: those of the server name, of the delegated name, or of the first SRV target. */
export type WhoseRecords = 'server' | 'delegate' | 'target';

/** An HTTPS or SVCB record, which says nothing about federation. */
export interface BindingDesign {
  readonly type: 'HTTPS' | 'SVCB';
  readonly whose: WhoseRecords;
  readonly leads: 'nowhere' | 'to a port' | 'to a name' | 'to another name altogether' | 'to an address';
}

/** An answer as DNS forbids it, or as no name server of today gives it. */
export interface OddAnswer {
  readonly whose: WhoseRecords;
  readonly way:
    | 'an address that nobody asked for'
    | 'a service that nobody asked for'
    | 'no EDNS for addresses'
    | 'no EDNS for services'
    | 'text beside an alias'
    | 'addresses beside an alias';
}

/** A setting of the machine that is asked on. */
export interface MachineDesign {
  readonly whose: WhoseRecords;
  readonly knows:
    | 'the same addresses'
    | 'another address'
    | 'the same of both name servers'
    | 'another service of the second name server'
    | 'another address of the second name server';
}
