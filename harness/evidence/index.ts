/** Evidence: what the world saw, as typed events, how one is told in a line of text, and how it is shown by hand. */
export { type Answer, isClaim } from './answer.ts';
export type { Claim, ClaimedTarget } from './claim.ts';
export { type ClientHello, readClientHello } from './client-hello.ts';
export { type Connection, connections } from './connection.ts';
export { describe } from './describe.ts';
export type * from './event.ts';
export { type HelloSummary, summarizeHello } from './hello-summary.ts';
export type { Lateness } from './lateness.ts';
export { fits, matches } from './pattern.ts';
export type { Question } from './question.ts';
export { type Probe, reproduce } from './reproduce.ts';
export type { Sender, Signer } from './signer.ts';
export { sniText } from './sni-text.ts';
export { usedAddress } from './used-address.ts';
export type { XMatrix } from './x-matrix.ts';
export { X_MATRIX_PROBLEMS, type XMatrixProblem } from './x-matrix-problem.ts';
