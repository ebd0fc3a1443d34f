import type { Claim } from './claim.ts';

/** What came back from the implementation. Only a claim says anything about it; the others excuse it. */
export type Answer =
  | Claim
  | { readonly kind: 'skip'; readonly why: string }
  | { readonly kind: 'error'; readonly code: string; readonly message: string };

export const isClaim = (answer: Answer | null): answer is Claim =>
  answer?.kind === 'resolved' || answer?.kind === 'failed';
