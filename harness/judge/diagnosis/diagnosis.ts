import type { DivergenceDetail } from '../divergence/divergence.ts';

/** What was done wrong, and `n` of the event that shows it, if one does. */
export interface Diagnosis {
  readonly detail: DivergenceDetail;
  readonly event?: number;
  /** The `m.server` that was followed and does not count. */
  readonly followed?: string;
}
