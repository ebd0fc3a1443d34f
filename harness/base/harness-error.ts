import { SignpostError } from './signpost-error.ts';

/** Our own fault or our machine's: never the implementation's, never the author's. */
export class HarnessError extends SignpostError<HarnessErrorCode> {
  override readonly name = 'HarnessError';
  declare readonly hint: string;

  constructor(code: HarnessErrorCode, what: string, hint: string, cause?: unknown) {
    super(code, what, hint, { cause });
  }
}

/** What keeps a record from being read or joined. */
export type RecordFault =
  /** The file cannot be read. */
  | 'record-unreadable'
  /** It is no record, or its first lines are missing. */
  | 'record-without-run'
  /** A line that is not JSON has others behind it. */
  | 'record-broken'
  /** A later Signpost wrote it. */
  | 'record-later-format'
  /** A line is not what its type says. */
  | 'record-invalid'
  | 'record-verdict-twice'
  /** A verdict, or a twin, of a case that has no line before it. */
  | 'record-without-case'
  /** Lines are missing that have to be there. */
  | 'record-incomplete'
  /** Records that do not belong together. */
  | 'records-apart';

export type HarnessErrorCode =
  // The sandbox.
  | 'exit-code-unknown'
  | 'inner-process-killed'
  | 'not-in-a-sandbox'
  | 'run-not-proven'
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
  | 'old-kill-matrix'
  | 'record-unwritable'
  | RecordFault
  // Commands and the benchmark.
  | 'bad-name'
  | 'cannot-write-packets'
  | 'named-twice'
  | 'no-verdict'
  | 'option-unused'
  | 'program-not-started'
  | 'trial-failed'
  | 'unknown-id';
