import { isIP } from 'node:net';
import { canonical, type Endpoint, withoutBrackets, withoutDefaultPort, withPort } from '../model/index.ts';
import type { PastedAnswer, WebFailure, WebPaste } from './paste.ts';

/** An address on the web, and what came of asking there. */
export interface WebPlace {
  /** In its one spelling; an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  /** With its query. */
  readonly path: string;
  readonly came:
    | { readonly kind: 'answer'; readonly answer: PastedAnswer }
    | { readonly kind: 'failure'; readonly failure: WebFailure };
}

/**
 * Where each of several answers came from: the first from the well-known address of `host`, each further one from where the
 * one before redirects; at last, where a failure was met.
 */
export function placesOf(host: string, { answers, failure }: WebPaste): readonly WebPlace[] {
  const places: WebPlace[] = [];
  let url: URL | undefined = new URL('https://here.invalid/.well-known/matrix/server');
  for (const answer of answers) {
    // Redirects to http are not followed, wherever curl went.
    if (url?.protocol !== 'https:') return places;
    places.push({ ...placeOf(url, host), came: { kind: 'answer', answer } });
    url = answer.location === undefined ? undefined : resolve(answer.location, url);
  }
  if (failure && url?.protocol === 'https:')
    places.push({ ...placeOf(url, host), came: { kind: 'failure', failure } });
  return places;
}

/** Whether a connection is one of those on which something came from there. */
export function isAt({ host, port }: WebPlace, endpoint: Endpoint): boolean {
  if (port !== endpoint.port) return false;
  if (isIP(host) !== 0) return endpoint.address === host;
  return endpoint.sni !== null && canonical(endpoint.sni) === host;
}

export function isHostOf({ host, port }: WebPlace, header: string): boolean {
  return canonicalHost(header) === withoutDefaultPort(withPort(host, port));
}

/** WHATWG URLs would turn a name such as `127.1` into an address: another stands for the host itself. */
function placeOf(url: URL, host: string): Omit<WebPlace, 'came'> {
  const name = url.hostname === 'here.invalid' ? host : withoutBrackets(url.hostname);
  return { host: canonical(name), port: Number(url.port || 443), path: url.pathname + url.search };
}

/** A final dot may stand before the port. */
const canonicalHost = (header: string): string => canonical(header.replace(/\.(?=:\d+$)/, ''));

function resolve(location: string, from: URL): URL | undefined {
  return URL.canParse(location, from.href) ? new URL(location, from) : undefined;
}
