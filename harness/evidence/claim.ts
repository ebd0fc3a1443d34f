/** What the implementation says of itself in answer to one question. */
export type Claim =
  | { readonly kind: 'resolved'; readonly targets: readonly ClaimedTarget[]; readonly status?: number }
  | { readonly kind: 'failed'; readonly message: string };

/** Every field is optional: a shim gives what its library returns. */
export interface ClaimedTarget {
  readonly name?: string;
  readonly address?: string;
  readonly port?: number;
  readonly host?: string;
  readonly tls_name?: string;
}
