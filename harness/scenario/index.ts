/** Scenarios: the file format authors write, and the cases that come of it with every name and address bound. */
export { ADDRESSES } from './addresses.ts';
export type * from './case.ts';
export { locate, type Path, parseDocument } from './document.ts';
export { type Position, ScenarioError, type ScenarioErrorCode } from './error.ts';
export { nearest } from './nearest.ts';
