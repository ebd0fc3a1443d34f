/** What every room may use: errors in one shape, the cache folder, a fair timer, programs on PATH, text made printable. Imports nothing. */
export { BUILT, buildId } from './built.mjs';
export { cacheFolder } from './cache-folder.mjs';
export { causeOf } from './cause.ts';
export { columnsOf } from './columns.ts';
export { HarnessError, type HarnessErrorCode, type RecordFault } from './harness-error.ts';
export { jsonExcerpt } from './json-excerpt.ts';
export {
  keep,
  keepFirst,
  readKept,
  readWhole,
  replaceWhole,
  sealedLine,
  unsealedLine,
} from './kept-file.mjs';
export { keysOf } from './keys-of.ts';
export { lastOctets } from './last-octets.ts';
export { limitOfFiles } from './limit-of-files.mjs';
export { makeFolder } from './make-folder.mjs';
export {
  NamedFileError,
  openNamed,
  openNamedToWrite,
  readNamed,
  readNamedBytes,
  readStandardInput,
  writeNamed,
} from './named-file.ts';
export { nearest, suggestion } from './nearest.ts';
export {
  coloured,
  ERASED_TO_END,
  guardOutput,
  jsonOutput,
  LINE_START,
  safeLine,
  safeOutput,
} from './output.ts';
export { asCalled, ownCommand } from './own-command.ts';
export { pageOf, shownPage } from './page.ts';
export { patience } from './patience.ts';
export { excerpt, printable, visible } from './printable.ts';
export { isFile, isProgram } from './program.ts';
export { shellWord } from './shell-word.ts';
export { SignpostError } from './signpost-error.ts';
export { widthOf } from './width.ts';
export { wrapped } from './wrapped.ts';
