import type { Case, HttpAnswer, Listener } from '../scenario/index.ts';
import { HarnessError } from './harness-error.ts';

/** Throws at the first thing of a case that the world cannot do yet: what it passed over, it would judge wrongly. */
export function requireSupported(c: Case): void {
  for (const listener of c.hosts.flatMap((host) => host.listeners)) {
    const missing = missingIn(listener);
    if (missing === undefined) continue;
    throw new HarnessError(
      'not-supported',
      `${c.id}: ${missing} (${listener.host}:${listener.port}) is not supported yet.`,
      'Leave the case out of this run.',
    );
  }
}

function missingIn({ fault, routes, tls }: Listener): string | undefined {
  if (fault === 'garbage' || fault === 'plain-http') return `the fault ${fault}`;
  if (tls?.alpn?.includes('h2')) return 'HTTP/2';
  const answers = routes.flatMap((route) => [...route.answers]);
  for (const part of ['delay', 'drip', 'chunked', 'endless', 'close', 'gzip', 'http'] as const) {
    if (answers.some((answer) => asksFor(answer, part))) return `"${part}" in a route`;
  }
  return undefined;
}

function asksFor(answer: HttpAnswer, part: keyof HttpAnswer): boolean {
  return answer[part] !== undefined && answer[part] !== false;
}
