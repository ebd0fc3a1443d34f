/** Discovery or the request failed: a legitimate result, which becomes the answer. Anything else thrown here is our bug. */
export class DiscoveryFailure extends Error {
  override get name(): string {
    return 'DiscoveryFailure';
  }

  constructor(message: string, options?: ErrorOptions) {
    // Nobody reads where a legitimate result was made, and a stack costs more than the rest of it (1.2 % of a run's main thread).
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message, options);
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** For what sockets and resolvers throw: `20.1.0.8:8448: connect ECONNREFUSED`. */
export function failureOf(what: string, cause: unknown): DiscoveryFailure {
  if (cause instanceof DiscoveryFailure) return cause;
  return new DiscoveryFailure(`${what}: ${reasonOf(cause)}`, { cause });
}

/** Errors of TLS carry a `reason`; the messages of OpenSSL have addresses of memory in them. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return 'reason' in cause && typeof cause.reason === 'string' ? cause.reason : cause.message;
}
