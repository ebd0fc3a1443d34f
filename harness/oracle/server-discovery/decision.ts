import type { BrokenWay, ListenerId, Rcode, RecordData, StepId } from '../../model/index.ts';

/** `0` reads the name itself; `3` is the look-up of the well-known file, whatever comes of it. */
export type TraceStep = StepId | '0' | '3';

/**
 * One line of the trace: what was looked at, what was found, which clause says so. Plain JSON, for records and for whoever
 * compares it with what was seen; `decisionText` makes the sentence.
 */
export type Decision = DecidedFact & {
  readonly step: TraceStep;
  readonly clause: string;
};

/** What a decision rests on, one kind for each thing that can be found on the way. Of several listeners any would do. */
export type DecidedFact =
  | NameFact
  | AddressFact
  | ServiceFact
  | FetchFact
  | { readonly kind: 'certificate'; readonly to: readonly ListenerId[]; readonly name: string }
  | { readonly kind: 'request'; readonly to: readonly ListenerId[]; readonly host: string }
  | { readonly kind: 'no-request'; readonly because: Obstacle };

type NameFact =
  | {
      readonly kind: 'name';
      readonly name: string;
      readonly is: 'ipv4' | 'ipv6' | 'dns';
      /** A port is written behind it. */
      readonly port: boolean;
    }
  | { readonly kind: 'invalid-name'; readonly name: string; readonly why: string }
  /** A label that begins with `xn--` and is none of IDNA. */
  | { readonly kind: 'odd-punycode'; readonly name: string };

type AddressFact =
  /** Where the connection goes next: to an address that is written as such, or to those of a name. */
  | { readonly kind: 'address'; readonly name: string; readonly literal: boolean; readonly port: number }
  | { readonly kind: 'alias'; readonly name: string; readonly aliases: readonly string[] }
  | { readonly kind: 'changing-addresses'; readonly name: string }
  | { readonly kind: 'service-binding'; readonly name: string };

type ServiceFact = {
  /** A question for SRV records. */
  readonly kind: 'dns';
  readonly type: 'SRV';
  readonly name: string;
  readonly answer: ServiceAnswer;
};

export type ServiceAnswer =
  | { readonly kind: 'found'; readonly records: readonly SrvRecord[] }
  | { readonly kind: 'none'; readonly why: 'NXDOMAIN' | 'NODATA' | 'unaskable' }
  | { readonly kind: 'failed'; readonly why: LookupFailure };

export type SrvRecord = Extract<RecordData, { type: 'SRV' }>;

export type LookupFailure = Exclude<Rcode, 'NXDOMAIN'> | 'silence' | 'alias loop';

/** All on the way to the well-known file. */
export type FetchFact =
  | { readonly kind: 'no-address'; readonly name: string; readonly why: string }
  | {
      readonly kind: 'http';
      readonly url: string;
      readonly at: readonly ListenerId[];
      /** `null`: what came cannot be read as an answer. */
      readonly status: number | null;
    }
  | { readonly kind: 'unreadable'; readonly why: string }
  | { readonly kind: 'invalid-certificate'; readonly at: ListenerId; readonly why: string }
  | { readonly kind: 'no-answer'; readonly host: string; readonly port: number; readonly because: NoAnswer }
  | { readonly kind: 'redirect'; readonly status: number; readonly url: string }
  | { readonly kind: 'redirect-nowhere'; readonly status: number; readonly why: string }
  | { readonly kind: 'redirect-to-http'; readonly url: string }
  | { readonly kind: 'redirect-loop'; readonly url: string }
  /** `ended`: an answer that is no redirect came at last. */
  | { readonly kind: 'many-redirects'; readonly count: number; readonly ended: boolean }
  | { readonly kind: 'body'; readonly is: 'broken-off' | 'endless' | 'too-much' }
  | { readonly kind: 'no-delegation'; readonly why: string }
  | { readonly kind: 'delegated'; readonly name: string };

/** Why no request may be sent. */
export type Obstacle =
  | { readonly kind: 'certificate'; readonly at: ListenerId; readonly why: string }
  | { readonly kind: 'clear-text'; readonly at: ListenerId }
  | BrokenConnection
  | { readonly kind: 'unreached'; readonly tried: readonly Unreached[] }
  | { readonly kind: 'no-address'; readonly name: string; readonly why: string }
  | { readonly kind: 'no-target-address'; readonly targets: readonly string[] }
  /** The records say that there is no such service. */
  | { readonly kind: 'no-target' }
  | { readonly kind: 'dns'; readonly why: LookupFailure };

export type NoAnswer = BrokenConnection | Unreached;

export interface BrokenConnection {
  readonly kind: 'fault';
  readonly at: ListenerId;
  readonly fault: BrokenWay;
}

/** One try that made no TCP connection. */
export type Unreached =
  | { readonly kind: 'nobody'; readonly address: string }
  | { readonly kind: 'refused' | 'silent' | 'unreachable'; readonly at: ListenerId }
  | { readonly kind: 'no-such-port'; readonly port: number }
  | { readonly kind: 'no-address'; readonly name: string };
