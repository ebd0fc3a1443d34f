import { SignpostError } from '../base/index.ts';

/** The shim is broken, or the implementation cannot be found or started. Never a verdict about the implementation. */
export class AdapterError extends SignpostError<AdapterErrorCode> {
  override readonly name = 'AdapterError';
  declare readonly hint: string;
  /** The end of what it wrote before it could be asked, made printable: of what is said of it beyond one line. */
  readonly log: string = '';

  constructor(code: AdapterErrorCode, what: string, hint: string, { cause }: ErrorOptions = {}) {
    super(code, what, hint, { message: `${what}; ${hint}`, cause });
  }

  /** The same, of somebody who wrote this before. */
  after(log: string): AdapterError {
    const error = new AdapterError(this.code, this.what, this.hint, { cause: this.cause });
    return Object.assign(error, { log });
  }
}

export type AdapterErrorCode =
  // Finding and describing it.
  | 'implementation-unknown'
  | 'implementation-invalid'
  | 'implementation-unsupported'
  | 'command-line-invalid'
  | 'command-not-found'
  | 'not-installed'
  | 'tool-missing'
  | 'install-failed'
  | 'binary-missing'
  // Starting it.
  | 'adapter-not-started'
  | 'adapter-silent'
  | 'adapter-bad-hello'
  // Talking to it.
  | 'adapter-garbage'
  | 'adapter-long-line'
  | 'adapter-unknown-id'
  | 'adapter-answered-twice'
  | 'adapter-flood'
  | 'adapter-bad-answer'
  | 'adapter-unsupported'
  | 'adapter-exited'
  | 'adapter-closed-pipe'
  | 'adapter-ended'
  | 'adapter-threw'
  | 'adapter-said-error'
  // Homeservers.
  | 'homeserver-not-prepared'
  | 'homeserver-not-ready'
  | 'homeserver-no-keys'
  | 'homeserver-exited'
  | 'homeserver-garbage'
  | 'homeserver-unreachable'
  | 'homeserver-unknown-answer';
