/** Our own fault or our machine's: never the implementation's, never the author's. */
export class HarnessError extends Error {
  /** Stable, for scripts: `not-in-a-sandbox`, `port-taken`, … */
  readonly code: string;
  /** What to do next. */
  readonly hint: string;

  constructor(code: string, message: string, hint: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.name = 'HarnessError';
    this.code = code;
    this.hint = hint;
  }
}
