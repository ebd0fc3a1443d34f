import type { FederationRequest } from '../model/index.ts';

/** One server name that an implementation is asked to reach. */
export interface Question {
  readonly server: string;
  /** Milliseconds. */
  readonly budgetMs: number;
  readonly request: FederationRequest;
}
