import { SignpostError } from './signpost-error.ts';

/** Our own fault or our machine's: never the implementation's, never the author's. */
export class HarnessError extends SignpostError<HarnessErrorCode> {
  override readonly name = 'HarnessError';
  declare readonly hint: string;

  constructor(code: HarnessErrorCode, what: string, hint: string, cause?: unknown) {
    super(code, what, hint, { cause });
  }
}

export type HarnessErrorCode =
  // The sandbox.
  | 'not-in-a-sandbox'
  | 'sandbox-forbidden'
  | 'sandbox-refused'
  | 'sandbox-resolv-conf'
  | 'sandbox-setting'
  | 'sandbox-tool-missing'
  // The world.
  | 'cache-not-writable'
  | 'cannot-listen'
  | 'cannot-read-packets'
  | 'cannot-route'
  | 'name-server-cannot-start'
  | 'name-taken'
  | 'node-not-supported'
  | 'packets-not-seen'
  | 'port-taken'
  | 'thread-died'
  | 'too-many-files'
  | 'world-closed'
  | 'world-failed'
  // Records.
  | 'no-kill-matrix'
  | 'record-unwritable'
  | 'record-unreadable'
  | 'record-without-run'
  | 'record-broken'
  | 'record-later-format'
  | 'record-invalid'
  | 'record-verdict-twice'
  | 'record-without-case'
  | 'record-incomplete'
  | 'records-apart'
  // Commands and the benchmark.
  | 'bad-name'
  | 'cannot-write-packets'
  | 'no-verdict'
  | 'program-not-started'
  | 'trial-failed'
  | 'unknown-id';
