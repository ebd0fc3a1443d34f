/** Scenarios: the file format authors write, and the cases that come of it with every name and address bound. */
export { ADDRESSES } from './addresses.ts';
export type * from './case.ts';
export { type Document, locate, type Path, parseDocument } from './document.ts';
export type { EarlierVariants } from './earlier-variants.ts';
export { type Complaint, type Position, ScenarioError, type ScenarioErrorCode } from './error.ts';
export { type CaseId, faultOfId, parseId, serverNameOf } from './id.ts';
export { lintCase, UNTITLED } from './lint.ts';
export { lintFiles } from './lint-file.ts';
export { type Loaded, type LoadOptions, loadCases, type TwinSelector } from './load.ts';
export { loadText, type ScenarioText } from './load-text.ts';
export { nearest } from './nearest.ts';
export { byPlainness } from './plainness.ts';
export { caseOfRound } from './question.ts';
export type { Rebind } from './rebind.ts';
export { lintRenamed, newIdOf, type Renamed, type RenamedFile, readRenamed } from './renamed.ts';
export { hintForSelector } from './select.ts';
export { isAboutStalls } from './stall.ts';
