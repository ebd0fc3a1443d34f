import { isIP } from 'node:net';
import type { ValidServerName } from '../spec/index.ts';
import type { Errand } from './errand.ts';
import type { Reply } from './exchange.ts';
import { DiscoveryFailure } from './failure.ts';

export type WellKnown = { readonly kind: 'delegated'; readonly name: ValidServerName } | WellKnownFailure;

/** `silent`: no HTTP answer of any kind, or none in time. `invalid`: one that delegates nothing. */
export interface WellKnownFailure {
  readonly kind: 'silent' | 'invalid';
  readonly why: string;
}

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
/** AMB-7: three must work, fifty must not. */
const MOST_REDIRECTS = 10;

/** S3-l, S3-m: a file that cannot be had is a failed well-known like any other. */
export async function fetchWellKnown(errand: Errand, hostname: string): Promise<WellKnown> {
  const first = { hostname, port: 443, authority: hostname, path: '/.well-known/matrix/server' };
  try {
    const ms = errand.parts.timeouts.wellKnown;
    const reply = await errand.within(ms, 'the well-known file', (part) => fetchChain(part, first));
    return readDelegation(errand, reply);
  } catch (error) {
    errand.check();
    if (error instanceof DiscoveryFailure) return { kind: 'silent', why: error.message };
    throw error;
  }
}

async function fetchChain(errand: Errand, first: Hop): Promise<Reply> {
  let hop = first;
  // a loop ends with the last redirect as its answer, which is not a 200.
  for (let redirects = 0; ; redirects++) {
    const reply = await fetchHop(errand, hop);
    const next = redirects < MOST_REDIRECTS ? errand.parts.followRedirect(reply, hop) : undefined;
    if (next === undefined) return reply;
    hop = next;
  }
}

/** S3-b, R-5: a regular HTTPS request, its certificate valid for the host of the URL. */
async function fetchHop(errand: Errand, hop: Hop): Promise<Reply> {
  const { parts } = errand;
  const { hostname, port, authority: host, path } = hop;
  const addresses = isIP(hostname) === 0 ? await parts.resolveAddresses(errand, hostname) : [hostname];
  const connection = await parts.tryAddresses(errand, addresses, port);
  const name = hostname.replace(/\.$/, '');
  const rules = parts.tlsRules('well-known', name, parts.sni(name));
  return parts.sendRequest(errand, connection, { rules, method: 'GET', path, host, limit: LARGEST_BODY });
}

function readDelegation({ parts }: Errand, reply: Reply): WellKnown {
  if (!parts.judgeStatus(reply.status)) return { kind: 'invalid', why: `status ${reply.status}` };
  const name = parts.validateDelegation(parts.parseBody(reply.body));
  return name ? { kind: 'delegated', name } : { kind: 'invalid', why: 'no valid m.server' };
}
