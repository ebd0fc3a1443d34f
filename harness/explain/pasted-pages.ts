import { isIP } from 'node:net';
import { canonical, type Endpoint, type HttpAnswer, withoutDefaultPort, withPort } from '../model/index.ts';

/** An address on the web, and what it answered. */
export interface PastedPage {
  /** In its one spelling; an IPv6 address without brackets. */
  readonly host: string;
  readonly port: number;
  /** With its query. */
  readonly path: string;
  readonly answer: HttpAnswer;
}

/** Where each of several answers came from: the first from the well-known address of `host`, each further one from where the one before redirects. */
export function pagesOf(host: string, answers: readonly HttpAnswer[]): readonly PastedPage[] {
  const pages: PastedPage[] = [];
  let url: URL | undefined = new URL('https://here.invalid/.well-known/matrix/server');
  for (const answer of answers) {
    // Redirects to http are not followed, wherever curl went.
    if (url?.protocol !== 'https:') break;
    // WHATWG URLs would turn a name such as `127.1` into an address.
    const from =
      url.hostname === 'here.invalid' ? canonical(host) : canonical(url.hostname.replace(/^\[|\]$/g, ''));
    pages.push({ host: from, port: Number(url.port || 443), path: url.pathname + url.search, answer });
    url = answer.location === undefined ? undefined : resolve(answer.location, url);
  }
  return pages;
}

/** Whether a connection is one of those on which the page was fetched. */
export function servesPage({ host, port }: PastedPage, endpoint: Endpoint): boolean {
  if (port !== endpoint.port) return false;
  if (isIP(host) !== 0) return endpoint.address === host;
  return endpoint.sni !== null && canonical(endpoint.sni) === host;
}

export function isHostOf({ host, port }: PastedPage, header: string): boolean {
  return canonicalHost(header) === withoutDefaultPort(withPort(host, port));
}

/** A final dot may stand before the port. */
const canonicalHost = (header: string): string => canonical(header.replace(/\.(?=:\d+$)/, ''));

function resolve(location: string, from: URL): URL | undefined {
  return URL.canParse(location, from.href) ? new URL(location, from) : undefined;
}
