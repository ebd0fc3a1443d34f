/** Discovery or the request failed: a legitimate result, which becomes the answer. Anything else thrown here is our bug. */
export class DiscoveryFailure extends Error {
  override readonly name = 'DiscoveryFailure';
}

/** For what sockets and resolvers throw: `20.1.0.8:8448: connect ECONNREFUSED`. */
export function failureOf(what: string, cause: unknown): DiscoveryFailure {
  if (cause instanceof DiscoveryFailure) return cause;
  const text = cause instanceof Error ? cause.message : String(cause);
  return new DiscoveryFailure(`${what}: ${text}`, { cause });
}
