/** What every room may use: faults of our own, the cache folder, a fair timer, text made printable. Imports nothing. */
export { cacheFolder } from './cache-folder.mjs';
export { causeOf } from './cause.ts';
export { HarnessError } from './harness-error.ts';
export { keysOf } from './keys-of.ts';
export { nearest, suggestion } from './nearest.ts';
export { patience } from './patience.ts';
export { excerpt, printable } from './printable.ts';
