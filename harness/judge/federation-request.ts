import type { Event, HttpEvent } from '../evidence/index.ts';
import type { Case, HttpAnswer, Route, Whereabouts } from '../model/index.ts';
import {
  answersOf,
  listenerId,
  listenerOf,
  sameHost,
  sitesOf,
  splitHostPort,
  whereaboutsIn,
} from '../model/index.ts';

export const WELL_KNOWN = '/.well-known/matrix/server';

/**
 * The requests that count: those of the federation, outside the GET chain that starts at a well-known file.
 *
 * D-6: reading one more well-known file, of whatever host, is no federation request: what is *done* with it is judged.
 */
export function federationRequests(c: Case, events: readonly Event[]): HttpEvent[] {
  const requests = events.filter((event) => event.kind === 'http');
  const chain = chainOf(c, requests);
  const isLed = ledByRedirects(c, requests);
  return requests.filter(
    (request) => isFederation(c, request) && !isOnChain(chain, request) && !isLed(request),
  );
}

/** What was asked for besides: neither federation nor the well-known file, nor where its redirects lead. */
export function otherRequests(c: Case, events: readonly Event[]): HttpEvent[] {
  const requests = events.filter((event) => event.kind === 'http');
  const chain = chainOf(c, requests);
  const isLed = ledByRedirects(c, requests);
  return requests.filter(
    (request) => (!isFederation(c, request) || isLed(request)) && !isOnChain(chain, request),
  );
}

/**
 * Whether it belongs to the federation: by its path, because it is what was asked for, or because it is signed. Every other
 * page may be read by anybody, and says nothing of where a server is.
 */
export function isFederation(
  { request: asked }: Pick<Case, 'request'>,
  { path, authorization }: Pick<HttpEvent, 'path' | 'authorization'>,
): boolean {
  return isFederationPath({ request: asked }, path) || /^X-Matrix\b/i.test(authorization ?? '');
}

function isFederationPath({ request: asked }: Pick<Case, 'request'>, path: string): boolean {
  const [bare = ''] = path.split('?', 1);
  // Somewhere in it: whoever takes `fed.test/x` for a server name puts its path in front.
  return bare.includes('/_matrix/') || (asked.kind === 'http' && path === asked.path);
}

/**
 * Whether only a redirect of a federation request led to it: a page that is none of the federation. The text speaks of
 * redirects for the file alone, and HTTP libraries that follow repeat every header, X-Matrix too.
 */
function ledByRedirects(c: Case, requests: readonly HttpEvent[]): (request: HttpEvent) => boolean {
  const whereabouts = whereaboutsIn(c);
  const asked = new Map(
    requests.filter(({ path }) => isFederationPath(c, path)).map((r) => [stop(listenerId(r), r.path), r]),
  );
  const led = new Set([...asked.values()].flatMap((request) => locationsOf(c, whereabouts, request)));
  return (request) => !isFederationPath(c, request.path) && led.has(stop(listenerId(request), request.path));
}

/** HEAD asks for the same file and reveals the same intention. */
export const isRead = (request: HttpEvent) => request.method === 'GET' || request.method === 'HEAD';

const isOnChain = (chain: ReadonlySet<string>, request: HttpEvent) =>
  isRead(request) && chain.has(stop(listenerId(request), request.path));

const stop = (listener: string, path: string) => `${listener} ${path}`;

export const isWellKnown = (request: HttpEvent): boolean =>
  isRead(request) && request.port === 443 && request.path === WELL_KNOWN;

function chainOf(c: Case, requests: readonly HttpEvent[]): ReadonlySet<string> {
  const reads = new Map(requests.filter(isRead).map((r) => [stop(listenerId(r), r.path), r]));
  const whereabouts = whereaboutsIn(c);
  const chain = new Set([...reads].filter(([, r]) => isWellKnown(r)).map(([here]) => here));
  // A set that grows while it is walked: each stop is followed once, however long a loop of redirects went on.
  for (const here of chain) {
    const request = reads.get(here);
    if (request) for (const next of locationsOf(c, whereabouts, request)) chain.add(next);
  }
  return chain;
}

/** Where the redirects lead that this path ever answers with, whatever the Host: as `listener path`. */
function locationsOf(c: Case, whereabouts: Whereabouts, request: HttpEvent): string[] {
  const bare = request.path.replace(/\?.*$/s, '');
  const listener = listenerOf(c, listenerId(request));
  return (listener ? sitesOf(listener) : [])
    .flatMap(({ routes }) => routes)
    .filter((route) => route.path === request.path || route.path === bare)
    .flatMap((route) => stopsOf(whereabouts, request, route));
}

function stopsOf({ hostsOf }: Whereabouts, request: HttpEvent, route: Route): string[] {
  return answersOf(route).flatMap((answer) => {
    const location = locationOf(answer);
    if (location === undefined) return [];
    const base = `https://${request.hostHeader ?? request.host}${request.path}`;
    const url = URL.canParse(location, base) ? new URL(location, base) : undefined;
    if (!url) return [];
    const port = Number(url.port || (url.protocol === 'http:' ? '80' : '443'));
    const same = samePlace(url, request);
    const places = [...hostsOf(url.hostname), ...same].map((host) => ({ host, port }));
    // A Host without port says nothing of the port of the connection that it was sent over.
    if (url.port === '') places.push(...same.map((host) => ({ host, port: request.port })));
    return places.map((place) => stop(listenerId(place), url.pathname + url.search));
  });
}

/** A relative location stays on the host that was asked, however its name resolves. */
function samePlace(url: URL, request: HttpEvent): string[] {
  if (request.hostHeader === null) return [];
  const { host } = splitHostPort(request.hostHeader);
  return sameHost(url.hostname, host) ? [request.host] : [];
}

function locationOf(answer: HttpAnswer): string | undefined {
  if (answer.status < 300 || answer.status > 399) return undefined;
  if (answer.location !== undefined) return answer.location;
  for (const [name, value] of Object.entries(answer.headers)) {
    if (name.toLowerCase() === 'location') return typeof value === 'string' ? value : value[0];
  }
  return undefined;
}
