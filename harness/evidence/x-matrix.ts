import type { XMatrixProblem } from './x-matrix-problem.ts';

/** One `Authorization: X-Matrix …` header as a homeserver reads it; null for what is not in it. */
export interface XMatrix {
  readonly origin: string | null;
  readonly destination: string | null;
  readonly key: string | null;
  /** `unverified`: the key is not known, or what was signed did not come whole. */
  readonly signature: 'valid' | 'invalid' | 'unverified';
  /** In the order in which they were found. */
  readonly problems: readonly XMatrixProblem[];
}
