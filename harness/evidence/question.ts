/** One server name that an implementation is asked to reach. */
export interface Question {
  readonly server: string;
  /** Milliseconds. */
  readonly budgetMs: number;
  readonly request: FederationRequest;
}

/** What the implementation is asked to send: a plain request, or a named trigger of a homeserver. */
export type FederationRequest =
  | { readonly kind: 'http'; readonly method: string; readonly path: string; readonly body?: string }
  | { readonly kind: 'trigger'; readonly trigger: string };
