import type { Trouble } from '../model/index.ts';

interface FailureDetails extends ErrorOptions {
  /** What went wrong at the place that was come to; absent: something that has no name there. */
  readonly trouble?: Trouble | undefined;
}

/** Discovery or the request failed: a legitimate result, which becomes the answer. Anything else thrown here is our bug. */
export class DiscoveryFailure extends Error {
  readonly trouble: Trouble | undefined;

  override get name(): string {
    return 'DiscoveryFailure';
  }

  constructor(message: string, { trouble, ...options }: FailureDetails = {}) {
    // Nobody reads where a legitimate result was made, and a stack costs more than the rest of it (1.2 % of a run's main thread).
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message, options);
    Error.stackTraceLimit = stackTraceLimit;
    this.trouble = trouble;
  }
}

/** For what sockets and resolvers throw: `20.1.0.8:8448: connect ECONNREFUSED`. */
export function failureOf(what: string, cause: unknown): DiscoveryFailure {
  if (cause instanceof DiscoveryFailure) return cause;
  return new DiscoveryFailure(`${what}: ${reasonOf(cause)}`, { cause, trouble: troubleOf(cause) });
}

/** Errors of TLS carry a `reason`; the messages of OpenSSL have addresses of memory in them. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return 'reason' in cause && typeof cause.reason === 'string' ? cause.reason : cause.message;
}

/** What the system says of a connection; whoever waits says `stall`. */
function troubleOf(cause: unknown): Trouble | undefined {
  switch ((cause as NodeJS.ErrnoException | undefined)?.code) {
    case 'ECONNREFUSED':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'refused';
    case 'ECONNRESET':
    case 'EPIPE':
      return 'reset';
    default:
      return undefined;
  }
}
