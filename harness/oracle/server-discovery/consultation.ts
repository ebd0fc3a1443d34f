import type { Endpoint, GetRequest, ListenerId, RecordType, StepId } from '../../model/index.ts';
import type { Decision } from './decision.ts';
import type { Outcome, Target } from './outcome.ts';
import type { OpenReading } from './well-known.ts';

/**
 * What must come of asking for one server name, as far as the facts go: one outcome, or, where a fact is missing that
 * decides, what comes of each way in which it could turn out.
 */
export type Consultation =
  | { readonly kind: 'settled'; readonly outcome: Outcome }
  | OpenConsultation
  /**
   * Nothing can be said before the fact is known: what comes next stands in the fact itself (`content`), or so much is
   * missing that nobody would read further (`limit`).
   */
  | { readonly kind: 'beyond'; readonly why: 'content' | 'limit' };

export interface OpenConsultation {
  readonly kind: 'open';
  /** What is certain: everything that was decided before the gap. */
  readonly trace: readonly Decision[];
  readonly open: readonly OpenReading[];
  readonly gap: Gap;
  /** Every way that the gap leaves open, one for each that leads elsewhere. */
  readonly ways: readonly OpenWay[];
}

/** Where a supposition stands for much (a question that fails), its outcome and trace show one example. */
export interface OpenWay {
  readonly supposing: Supposition;
  readonly leadsTo: Consultation;
}

/** A decision that cannot be made without facts that are missing. */
export type Gap = {
  readonly step: StepId | '3';
  /** What to find out next. Never empty; later gaps need more. */
  readonly needs: readonly MissingFact[];
} & (
  | { readonly kind: 'file'; readonly url: string }
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'connection'; readonly to: readonly ListenerId[]; readonly target: Target }
);

/** One question to the facts that had no answer. */
export type MissingFact =
  | { readonly kind: 'dns'; readonly name: string; readonly types: readonly RecordType[] }
  | {
      readonly kind: 'connection';
      readonly endpoint: Endpoint;
      /** Whom the certificate has to be for. */
      readonly cert: string;
    }
  | { readonly kind: 'http'; readonly url: string; readonly request: GetRequest };

/** How a gap could turn out. */
export type Supposition =
  /** Of a well-known file: there is none that counts; or it delegates or leads on. */
  | 'no-file'
  | 'file'
  /** Of an SRV question: not found; neither found nor not found; found. */
  | 'no-service'
  | 'failure'
  | 'service'
  /**
   * Of connections: one comes about with a valid certificate; TCP connects, without that; TCP does not connect, or there is
   * no address. Connections that stand in for each other go one way together: a mixture leads where the best of them does.
   */
  | 'reached'
  | 'uncertified'
  | 'unreached';

/** The ways of each gap. The first are gone; of the others what comes next stands in the fact itself. */
export const WAYS: {
  readonly [Kind in Gap['kind']]: {
    readonly gone: readonly [Supposition, ...Supposition[]];
    readonly beyond: readonly Supposition[];
  };
} = {
  file: { gone: ['no-file'], beyond: ['file'] },
  service: { gone: ['no-service', 'failure'], beyond: ['service'] },
  connection: { gone: ['reached', 'uncertified', 'unreached'], beyond: [] },
};
