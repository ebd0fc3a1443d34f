import type { ListenerId, SrvService, StepId } from '../../model/index.ts';
import type { Invalidity } from '../certificate.ts';
import type { Means, NameRole } from './means.ts';

/** Where the behaviour first left the algorithm. Plain JSON; `divergenceText` says it in words. */
export type Divergence = DivergenceDetail & DivergenceMark & DivergencePlace;

/** Stable from version to version, and free of names and numbers: equal mistakes have the same kind in all cases. */
export type DivergenceKind = DivergenceDetail['kind'];

interface DivergencePlace {
  /** Where the algorithm leads in this case. */
  readonly step: StepId;
  /** What speaks against it; absent where only the author of the case asks for something else. */
  readonly clause?: string;
  /** What decided there, on one line: `m.server "fed.x.test", SRV _matrix-fed._tcp of the delegated name "10 5 8443 hs.x.test"`. */
  readonly given?: string;
  /** The request came over a connection that was made for something else. */
  readonly again?: true;
  /** From 1, in a case with several rounds. */
  readonly round?: number;
  /** As it is shown, in a round that asks for several names at the same moment. */
  readonly server?: string;
}

/** Where to look: on the wire, or, where nothing there shows it, in what the oracle says. */
export type DivergenceMark =
  /** `n` of the first wrong event. */
  | { readonly event: number; readonly instead?: never }
  /** Index in the trace of the outcome: the decision that was never followed. */
  | { readonly instead: number; readonly event?: never };

/** What was done, with everything that the sentence names. Places are listeners, names and addresses as they are shown. */
export type DivergenceDetail =
  | WrongStepDetail
  | RequestDetail
  | StopDetail
  | SignatureDetail
  | ConditionDetail;

/** It went, or would go, to a place where no request belongs. */
export type WrongStepDetail =
  | {
      readonly kind: 'went-where-nothing-leads' | 'went-to-mapped-name' | 'resolved-invalid-name';
      readonly at: ListenerId;
    }
  | FollowedDelegation
  | {
      readonly kind:
        | 'took-srv-target-for-name'
        | 'took-alias-for-name'
        | 'took-redirect-host-for-name'
        | 'added-search-domain'
        | 'went-back-to-server-name'
        | 'went-on-after-answer'
        | 'ignored-delegation';
      readonly whose: NameRole;
      readonly means: Means;
    }
  | { readonly kind: 'srv-of-server-name' }
  | {
      /** The question that was asked in place of the one that decides. */
      readonly kind: 'asked-wrong-srv' | 'asked-other-service';
      readonly asked: string;
      readonly service: SrvService;
      readonly whose: NameRole;
    }
  | {
      /** Neither the question that decides was asked nor one like it. */
      readonly kind: 'used-8448-unasked';
      readonly service: SrvService;
      readonly whose: NameRole;
    }
  | {
      readonly kind:
        | 'used-well-known-port'
        | 'used-8448-despite-srv'
        | 'used-8448-despite-port'
        | 'legacy-srv-despite-fed'
        | 'srv-out-of-order';
      readonly whose: NameRole;
    }
  | {
      readonly kind: 'srv-without-say' | 'means-without-say';
      readonly whose: NameRole;
      readonly means: Means;
    };

/** It followed a delegation that does not count. */
export type FollowedDelegation =
  | {
      readonly kind:
        | 'followed-file-of-invalid-name'
        | 'followed-file-of-address'
        | 'followed-file-despite-port'
        | 'followed-file-on-other-port'
        | 'followed-other-file'
        | 'followed-invalid-file'
        | 'followed-file-of-delegated-host'
        | 'followed-file-of-other-host'
        | 'followed-file-for-other-host';
    }
  | { readonly kind: 'followed-file-despite-status'; readonly status: number }
  | {
      readonly kind: 'followed-file-despite-certificate';
      readonly flaw: CertificateFault;
      /** For which the certificate would have to be valid. */
      readonly name: string;
    }
  /** The file itself is in order, but only the bad certificate of `at` leads to it. */
  | { readonly kind: 'followed-file-behind-certificate'; readonly at: ListenerId };

/** What was wrong with a certificate that was shown. */
export type CertificateFault = Exclude<Invalidity, 'clear-text'>;

/** A name that was put somewhere: `other` has nothing to do with the case. */
export type PutName = NameRole | 'address' | 'other';

/** It came to the right place, and the request or its connection was wrong. Ports are as they were written. */
export type RequestDetail =
  | { readonly kind: 'no-host' }
  | {
      readonly kind: 'wrong-name-in-host' | 'wrong-name-in-sni';
      readonly put: PutName;
      readonly belongs: PutName;
    }
  | { readonly kind: 'port-left-out-of-host' | 'port-added-to-host'; readonly port: string }
  | { readonly kind: 'wrong-port-in-host'; readonly port: string; readonly wanted: string }
  | { readonly kind: 'no-sni'; readonly belongs: PutName }
  | { readonly kind: 'sni-for-address' }
  | { readonly kind: 'sent-in-clear-text' | 'asked-for-other-file'; readonly at: ListenerId }
  | {
      readonly kind: 'accepted-certificate';
      readonly at: ListenerId;
      readonly flaw: CertificateFault;
      /** For which the certificate would have to be valid. */
      readonly name: string;
    }
  | { readonly kind: 'named-wrong-certificate'; readonly named: string; readonly wanted: string };

/** It never sent the request, or never said where it would go. */
export type StopDetail =
  | {
      readonly kind:
        | 'never-asked-well-known'
        | 'stopped-at-file'
        | 'said-that-it-failed'
        | 'said-nothing'
        | 'named-no-known-place';
    }
  | {
      /** The question, such as `SRV _matrix-fed._tcp.user@fed.x.test`. */
      readonly kind: 'looked-up-invalid-file';
      readonly asked: string;
    }
  | {
      readonly kind: 'never-asked-srv';
      readonly service: SrvService;
      readonly whose: NameRole;
    }
  | {
      /** A name with a port was looked up as one without. */
      readonly kind: 'asked-srv-despite-port';
      readonly service: SrvService;
      readonly whose: NameRole;
    }
  | {
      readonly kind: 'stopped-before-connecting';
      /** For each request that is missing, the places of which any would do. */
      readonly to: readonly (readonly ListenerId[])[];
    }
  | { readonly kind: 'sent-no-client-hello' | 'ended-with-our-alert'; readonly at: ListenerId }
  | { readonly kind: 'broke-off-tls'; readonly at: ListenerId; readonly belongs: PutName }
  | {
      readonly kind: 'broke-off-after-wrong-sni';
      readonly at: ListenerId;
      /** `null`: none. */
      readonly sni: string | null;
      readonly name: string;
    };

/** What is wrong with the X-Matrix header. */
export interface SignatureDetail {
  readonly kind:
    | 'not-signed'
    | 'no-destination'
    | 'wrong-destination'
    | 'wrong-origin'
    | 'unreadable-x-matrix'
    | 'incomplete-x-matrix'
    | 'unquoted-x-matrix'
    | 'signed-other-content'
    | 'signed-other-destination'
    | 'signed-other-uri'
    | 'invalid-signature';
}

/** What the author asks for besides the request. */
export type ConditionDetail =
  | { readonly kind: 'said-that-it-reached' }
  | {
      readonly kind: 'never-did-what-is-owed' | 'did-what-is-forbidden';
      /** What is meant, as the author wrote it. */
      readonly pattern: string;
    }
  | { readonly kind: 'did-too-often'; readonly pattern: string; readonly most: number }
  | { readonly kind: 'sent-too-late'; readonly within: number };
