/** Adapters: how an implementation is asked, whatever it is made of. */
export type * from './adapter.ts';
export { AdapterError, type AdapterErrorCode } from './adapter-error.ts';
export type { Command } from './child.ts';
export { splitCommandLine } from './command-line.ts';
export { findImplementation, listImplementations } from './find-implementation.ts';
export { type AnswerQuestion, functionAdapter } from './function-adapter.ts';
export type { Implementation, Install, ProcessImplementation } from './implementation.ts';
export { isAttached, withBinary } from './implementation.ts';
export { type Installed, installImplementation } from './install.ts';
export { type Installable, isInstallable } from './install-folder.ts';
export { readImplementation } from './manifest.ts';
export { printable } from './printable.ts';
export { type Patience, startProcess } from './process-adapter.ts';
export { type LiveName, type SmokeOptions, type SmokeResult, smoke } from './smoke.ts';
export { commandOf, isInstalled, startImplementation } from './start-implementation.ts';
