/** The judge: expectation, evidence and claim in; a verdict with its reasons out. Pure. */
export type * from './verdict.ts';
