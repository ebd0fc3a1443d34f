import type { HttpsReply } from './https-exchange.ts';
import type { RedirectHop } from './well-known-result.ts';

/** R-8, AMB-32: other 3xx are just not 200. */
const REDIRECTS = [301, 302, 303, 307, 308];

/** AMB-7: three must work, fifty must not. */
export function isFollowed(redirects: number): boolean {
  return redirects < 10;
}

/** Stands for the hop's own host, so that the URL parser cannot turn a name such as `127.1` into an address (G-13). */
const SAME_HOST = 'same-host.invalid';

export function followRedirect({ status, headers }: HttpsReply, hop: RedirectHop): RedirectHop | undefined {
  if (!REDIRECTS.includes(status) || headers.location === undefined) return undefined;
  const base = `https://${SAME_HOST}${hop.path}`;
  if (!URL.canParse(headers.location, base)) return undefined;
  const url = new URL(headers.location, base);
  // AMB-6, reading (b): every hop needs a certificate, so there is none to http.
  if (url.protocol !== 'https:') return undefined;
  const path = url.pathname + url.search;
  if (url.host === SAME_HOST) return { ...hop, path };
  return {
    hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? 443 : Number(url.port),
    authority: url.host,
    path,
  };
}
