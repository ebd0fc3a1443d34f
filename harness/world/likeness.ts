import type { Happened } from '../evidence/index.ts';
import { type Listener, sitesOf } from '../model/index.ts';

type Likened = Exclude<Happened, { kind: 'close' }>;

/**
 * What could decide a verdict about an event, as one text: two with the same text are repetitions of each other. Letter case
 * of names, user agents, resolvers and the number of the connection decide nothing.
 */
export function likenessOf(event: Likened, listener?: Listener): string {
  switch (event.kind) {
    case 'dns':
      return text(event.kind, event.type, event.name.toLowerCase(), event.transport, event.answer);
    case 'syn':
    case 'tcp':
      return text(event.kind, event.host, event.port, event.address);
    case 'tls':
      return text(event.kind, event.host, event.port, event.sni?.toLowerCase());
    case 'secure':
      return text(event.kind, event.host, event.port, ...event.presented);
    case 'http': {
      const { host, port, method, hostHeader, sni, xMatrix } = event;
      const path = isRead(method) ? readPath(event.path, listener) : undefined;
      const names = [hostHeader?.toLowerCase(), sni?.toLowerCase()];
      return text(event.kind, host, port, method, path, ...names, xMatrix && JSON.stringify(xMatrix));
    }
    default:
      return event satisfies never;
  }
}

const text = (...parts: readonly (string | number | null | undefined)[]) => JSON.stringify(parts);

const isRead = (method: string) => method === 'GET' || method === 'HEAD';

/** Of what is read, the path tells a well-known file, and what redirects lead to, from a federation request. */
function readPath(path: string, listener: Listener | undefined): string | undefined {
  if (path.startsWith('/.well-known/')) return path;
  const bare = path.replace(/\?.*$/s, '');
  const routes = listener === undefined ? [] : sitesOf(listener).flatMap((site) => site.routes);
  return routes.some((route) => route.path === path || route.path === bare) ? path : undefined;
}
