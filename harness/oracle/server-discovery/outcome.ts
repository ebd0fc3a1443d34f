import type { ListenerId, StepId } from '../../model/index.ts';
import type { Decision } from './decision.ts';
import type { OpenReading } from './well-known.ts';

/** What the specification says must come of asking for one server name in one world. */
export interface Outcome {
  readonly step: StepId;
  /** The federation requests that must be seen: empty when no request may be sent. */
  readonly connect: readonly Reached[];
  readonly answer: 'reached' | 'failed';
  /** What decides Host, SNI and certificate once a step is chosen; absent for an invalid name. */
  readonly target?: Target;
  /** Requests of the well-known GET chain in order, as far as the certificates allow. */
  readonly wellKnown: readonly Hop[];
  readonly trace: readonly Decision[];
  /** The clause each judged field rests on. */
  readonly clauses: FieldClauses;
  /** The clause of the step itself: where the request goes, or, where none may be sent, that nothing else is tried. */
  readonly basis: string;
  /** In the order of the algorithm: `clauses.to` is the first of them, if there are any. */
  readonly weak: readonly Weakness[];
  /** Questions that the text leaves open and that this outcome depends on: `AMB-4`, with the reading taken. */
  readonly open: readonly OpenReading[];
}

/** A clause weaker than MUST without which the outcome would be another. */
export interface Weakness {
  readonly clause: string;
  /**
   * What becomes of whoever does not go by it. `file`: the well-known file does not count, or counts where it should not.
   * `record`: an SRV record is not found, and a later step follows. `target`: another target or address of the same name, or
   * none. `name`: it may go anywhere.
   */
  readonly of: 'file' | 'record' | 'target' | 'name';
}

export interface Reached {
  /** Any of these will do (equal addresses or SRV targets, in any order). */
  readonly to: readonly [ListenerId, ...ListenerId[]];
  readonly host: string;
  /** `null`: no SNI. */
  readonly sni: string | null;
  readonly cert: string;
}

export interface Target {
  readonly host: string;
  readonly sni: string | null;
  readonly cert: string;
}

export interface Hop {
  readonly listener: ListenerId;
  /** Listeners at further addresses of the same name that would do as well. */
  readonly or?: readonly ListenerId[];
  /** Name for which the hop's certificate must be valid; also its SNI and Host (with a port when the URL has one). */
  readonly cert: string;
  readonly path: string;
}

/** `to` also covers `refuse`: the clause that forbids a request there. */
export interface FieldClauses {
  readonly to: string;
  readonly host: string;
  readonly cert: string;
  readonly sni: string;
}
