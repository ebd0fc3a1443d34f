import { type HttpAnswer, isAddress, withoutBrackets } from '../../model/index.ts';

/** Where a GET of the well-known chain is sent. */
export interface FetchPlace {
  /** DNS name or IP address, without brackets. */
  readonly host: string;
  readonly port: number;
  /** With its query. */
  readonly path: string;
}

export type Redirect =
  /** `location`: some would follow it all the same. */
  | { readonly kind: 'none'; readonly location?: string }
  | {
      readonly kind: 'to';
      readonly place: FetchPlace;
      readonly clause: 'R-1' | 'R-2' | 'R-3';
      readonly aside?: string;
    }
  | { readonly kind: 'unusable'; readonly why: string }
  | { readonly kind: 'clear text'; readonly url: string };

/** AMB-32: the five codes that say "go there". RFC 9110 15.4: any other 3xx may be followed where it has a Location. */
const CODES: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** The part of an answer that says where to go. */
type Head = Pick<HttpAnswer, 'status' | 'headers' | 'location'>;

export function readRedirect(answer: Head, from: FetchPlace): Redirect {
  const location = answer.location ?? header(answer, 'location');
  if (!CODES.has(answer.status)) {
    const mayBeFollowed = answer.status >= 300 && answer.status < 400 && location !== undefined;
    return { kind: 'none', ...(mayBeFollowed && { location }) };
  }
  if (location === undefined) return { kind: 'unusable', why: 'there is no Location' };
  const url = resolve(location, from);
  if (!url) return { kind: 'unusable', why: `Location ${JSON.stringify(location)} is no URL` };
  if (url.protocol === 'http:') return { kind: 'clear text', url: url.href };
  if (url.protocol !== 'https:') return { kind: 'unusable', why: `Location has the scheme ${url.protocol}` };
  return followed(location, url, from);
}

export function header(answer: Pick<HttpAnswer, 'headers'>, name: string): string | undefined {
  const value = Object.entries(answer.headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return typeof value === 'string' || value === undefined ? value : value[0];
}

/** Stands for the host we come from: WHATWG URLs would turn a name such as `127.1` into an address. */
const HERE = 'here.invalid';

function resolve(location: string, from: FetchPlace): URL | undefined {
  try {
    return new URL(location, `https://${HERE}:${from.port}${from.path}`);
  } catch {
    return undefined;
  }
}

function followed(location: string, url: URL, from: FetchPlace): Redirect {
  const host = url.hostname === HERE ? from.host : withoutBrackets(url.hostname);
  const place: FetchPlace = { host, port: Number(url.port || 443), path: url.pathname + url.search };
  const same = host.toLowerCase() === from.host.toLowerCase();
  const plain = location.startsWith('https://') && !location.includes('#');
  const aside = sideways(place, from);
  return {
    kind: 'to',
    place,
    clause: !plain ? 'R-3' : same ? 'R-1' : 'R-2',
    ...(aside !== undefined && { aside }),
  };
}

/** AMB-6: another port, an address. */
function sideways(place: FetchPlace, from: FetchPlace): string | undefined {
  if (isAddress(place.host) && place.host !== from.host) return 'a redirect to an IP address is followed';
  if (place.port !== from.port) return `a redirect to port ${place.port} is followed`;
  return undefined;
}
