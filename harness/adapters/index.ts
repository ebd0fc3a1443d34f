/** Adapters: how an implementation is asked, whatever it is made of. */
export type * from './adapter.ts';

export { AdapterError } from './adapter-error.ts';
export { findImplementation, listImplementations } from './find-implementation.ts';
export { functionAdapter } from './function-adapter.ts';
export { type KeptData, Remains } from './homeserver/index.ts';
export { type Implementation, isAttached, type ProcessImplementation, withBinary } from './implementation.ts';
export { installImplementation } from './install/install.ts';
export { isInstallable } from './install/install-folder.ts';
export { usesBinary } from './own-binary.ts';
export { type SmokeResult, smoke } from './smoke/smoke.ts';
export type { LiveName } from './smoke/smoke-bench.ts';
export { commandOf, isInstalled, startImplementation } from './start-implementation.ts';
