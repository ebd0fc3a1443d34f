/** Scenarios: the file format authors write, and the cases that come of it with every name and address bound. */
export type { BindAgain, Rebind } from './bind/rebind.ts';
export type { EarlierVariants, Siblings } from './earlier-variants.ts';
export { locate, type Path, parseDocument } from './file/document.ts';
export { type Position, ScenarioError } from './file/error.ts';
export { lintRenamed, newIdOf, type Renamed, readRenamed } from './file/renamed.ts';
export { faultOfId, parseId } from './id.ts';
export { lintCase, UNTITLED } from './lint/lint.ts';
export { lintFiles } from './lint/lint-file.ts';
export { type Loaded, loadCases } from './load.ts';
export { loadText } from './load-text.ts';
export { byPlainness } from './select/plainness.ts';
export { fileIdOf, hintForSelector, matcherOf } from './select/select.ts';
