import type { Trouble, ValidServerName } from '../model/index.ts';

export type WellKnownResult = (FoundDelegation | WellKnownFailure) & {
  /** Seconds for which it may be kept; absent: it may not. */
  readonly lifetime?: number;
};

export interface FoundDelegation {
  readonly kind: 'delegated';
  readonly name: ValidServerName;
  /** Where the answer came from. */
  readonly from: RedirectHop;
}

/** `silent`: no HTTP answer of any kind, or none in time. `invalid`: one that delegates nothing. */
export type WellKnownFailure = {
  readonly why: string;
  readonly trouble?: Trouble | undefined;
} & (
  | { readonly kind: 'silent' }
  | { readonly kind: 'invalid'; readonly status: number; readonly from: RedirectHop }
);

/** One URL of the chain that starts at the well-known file; always https. */
export interface RedirectHop {
  /** A name, or an address without brackets. */
  readonly hostname: string;
  readonly port: number;
  /** The Host header: with a port when the URL has one that is not 443. */
  readonly authority: string;
  readonly path: string;
}
