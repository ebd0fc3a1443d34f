import { isIP } from 'node:net';
import type { ValidServerName } from '../spec/index.ts';
import type { Errand } from './errand.ts';
import type { Reply } from './exchange.ts';
import { DiscoveryFailure } from './failure.ts';
import type { Demand } from './peer.ts';
import { tryAddresses } from './try-addresses.ts';

export type WellKnown = Delegation | WellKnownFailure;

export interface Delegation {
  readonly kind: 'delegated';
  readonly name: ValidServerName;
  /** Where the answer came from. */
  readonly from: Hop;
}

/** `silent`: no HTTP answer of any kind, or none in time. `invalid`: one that delegates nothing. */
export type WellKnownFailure =
  | { readonly kind: 'silent'; readonly why: string }
  | { readonly kind: 'invalid'; readonly why: string; readonly status: number; readonly from: Hop };

/** One URL of the chain that starts at the well-known file; always https. */
export interface Hop {
  /** A name, or an address without brackets. */
  readonly hostname: string;
  readonly port: number;
  /** The Host header: with a port when the URL has one that is not 443. */
  readonly authority: string;
  readonly path: string;
}

/** AMB-8: 50 KiB is what most accept. */
const LARGEST_BODY = 50 * 1024;

/** S3-l, S3-m: a file that cannot be had is a failed well-known like any other. */
export async function fetchWellKnown(errand: Errand, asked: ValidServerName): Promise<WellKnown> {
  const first = errand.parts.wellKnownUrl(asked);
  try {
    const ms = errand.parts.timeouts.wellKnown;
    const { reply, from } = await errand.within(ms, 'the well-known file', (part) => fetchChain(part, first));
    return readDelegation(errand, reply, from);
  } catch (error) {
    errand.check();
    if (error instanceof DiscoveryFailure) return { kind: 'silent', why: error.message };
    throw error;
  }
}

/** S3-a, D-11: at port 443 of the host, whatever else is known of it. */
export function wellKnownUrl({ host }: ValidServerName): Hop {
  return { hostname: host, port: 443, authority: host, path: '/.well-known/matrix/server' };
}

interface LastReply {
  readonly reply: Reply;
  readonly from: Hop;
}

async function fetchChain(errand: Errand, first: Hop): Promise<LastReply> {
  const { followRedirect, isFollowed } = errand.parts;
  let hop = first;
  // a loop ends with the last redirect as its answer, which is not a 200.
  for (let redirects = 0; ; redirects++) {
    const reply = await fetchHop(errand, hop, redirects > 0);
    const next = followRedirect(reply, hop);
    if (next === undefined || !isFollowed(redirects)) return { reply, from: hop };
    hop = next;
  }
}

/** S3-b, R-5: a regular HTTPS request, its certificate valid for the host of the URL. */
async function fetchHop(errand: Errand, hop: Hop, redirected: boolean): Promise<Reply> {
  const { parts } = errand;
  const { hostname, port, authority: host, path } = hop;
  const addresses = isIP(hostname) === 0 ? await parts.resolveAddresses(errand, hostname) : [hostname];
  const connection = await tryAddresses(errand, addresses, port);
  const name = hostname.replace(/\.$/, '');
  const servername = parts.sni(name, undefined);
  const demand: Demand = { purpose: redirected ? 'redirected file' : 'file', name };
  const rules = { demand, ...(servername !== undefined && { servername }) };
  return parts.sendRequest(errand, connection, { rules, method: 'GET', path, host, limit: LARGEST_BODY });
}

function readDelegation({ parts }: Errand, { status, headers, body }: Reply, from: Hop): WellKnown {
  if (!parts.judgeHead(status, headers)) return { kind: 'invalid', why: `status ${status}`, status, from };
  const name = parts.validateDelegation(parts.parseBody(body));
  return name
    ? { kind: 'delegated', name, from }
    : { kind: 'invalid', why: 'no valid m.server', status, from };
}
