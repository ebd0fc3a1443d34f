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

export interface XMatrixProblem {
  /**
   * `unreadable`: no list of parameters. `missing`: a parameter that has to be there. `unquoted`: a value that is no
   * token. `untidy`: what a careful sender avoids. `renamed`: `signature` for `sig`. `origin`, `destination`: somebody
   * else is named. `signed-…`: the signature is good, but for another URI, destination or body. `signature`: it is good
   * for nothing that was found. `unverified`: why it could not be checked.
   */
  readonly kind:
    | 'unreadable'
    | 'missing'
    | 'unquoted'
    | 'untidy'
    | 'renamed'
    | 'origin'
    | 'destination'
    | 'signed-uri'
    | 'signed-destination'
    | 'signed-content'
    | 'signature'
    | 'unverified';
  /** What is said of the header or its signature: `names x.test as destination, which is not this server`. */
  readonly text: string;
}
