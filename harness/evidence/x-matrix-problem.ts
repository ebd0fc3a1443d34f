const rows = {
  unreadable: 'no list of parameters',
  missing: 'a parameter that has to be there is not',
  unquoted: 'a value that is no token, without quotes',
  untidy: 'what a careful sender avoids',
  renamed: '`signature` for `sig`',
  origin: 'another server is named as origin',
  destination: 'another server is named as destination',
  'signed-uri': 'the signature is good, but for another URI',
  'signed-destination': 'the signature is good, but for another destination',
  'signed-content': 'the signature is good, but for another body',
  signature: 'the signature is good for nothing that was found',
  unverified: 'why the signature could not be checked',
};

export type XMatrixProblemKind = keyof typeof rows;

/** What can be wrong with an X-Matrix header. */
export const X_MATRIX_PROBLEMS: Readonly<Record<XMatrixProblemKind, string>> = rows;

export interface XMatrixProblem {
  readonly kind: XMatrixProblemKind;
  /** What is said of the header or its signature: `names x.test as destination, which is not this server`. */
  readonly text: string;
}
