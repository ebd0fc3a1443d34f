import { HarnessError, type HarnessErrorCode } from '../../base/index.ts';

/** A HarnessError on its way between threads: a clone of one is a plain Error, without code and hint. */
export interface Packed {
  readonly code: HarnessErrorCode;
  readonly message: string;
  readonly hint: string;
  readonly cause?: unknown;
}

export function pack(error: unknown): Packed {
  if (!(error instanceof HarnessError)) {
    const hint = 'This is a fault of Signpost: please report it.';
    return {
      code: 'world-failed',
      message: `The world failed: ${String(error)}`,
      hint,
      cause: cloneable(error),
    };
  }
  const { code, message, hint, cause } = error;
  return { code, message, hint, ...(cause === undefined ? {} : { cause: cloneable(cause) }) };
}

export function unpack({ code, message, hint, cause }: Packed): HarnessError {
  return new HarnessError(code, message, hint, cause);
}

function cloneable(cause: unknown): unknown {
  return cause instanceof Error ? cause : String(cause);
}
