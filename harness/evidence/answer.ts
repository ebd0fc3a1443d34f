import type { Claim } from './claim.ts';

/** What came back from the implementation. Only a claim says anything about it; the others excuse it. */
export type Answer = Said & {
  /** What it wrote to stderr meanwhile, its last 2 KiB; absent where it was asked something else at the same time. */
  readonly stderr?: string;
};

type Said =
  | Claim
  | { readonly kind: 'skip'; readonly why: string }
  | { readonly kind: 'error'; readonly code: string; readonly message: string };

export const isClaim = (answer: Answer | null): answer is Answer & Claim =>
  answer?.kind === 'resolved' || answer?.kind === 'failed';
