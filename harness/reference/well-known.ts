import { isIP } from 'node:net';
import type { Trouble, ValidServerName } from '../model/index.ts';
import { DiscoveryFailure } from './failure.ts';
import type { HttpsReply } from './https-exchange.ts';
import type { Attempt } from './parts.ts';
import type { Demand } from './peer.ts';
import { tryAddresses } from './try-addresses.ts';
import type { RedirectHop, WellKnownResult } from './well-known-result.ts';

/** AMB-8: 50 KiB is what most accept. */
const LARGEST_BODY = 50 * 1024;

/** S3-l, S3-m: a file that cannot be had is a failed well-known like any other. */
export async function fetchWellKnown(attempt: Attempt, asked: ValidServerName): Promise<WellKnownResult> {
  const first = attempt.parts.wellKnownUrl(asked);
  try {
    const ms = attempt.parts.timeouts.wellKnown;
    const { reply, from } = await attempt.within(ms, 'the well-known file', (part) =>
      fetchChain(part, first),
    );
    return readDelegation(attempt, reply, from, first);
  } catch (error) {
    attempt.check();
    if (error instanceof DiscoveryFailure)
      return { kind: 'silent', why: error.message, trouble: error.trouble };
    throw error;
  }
}

/** S3-a, D-11: at port 443 of the host, whatever else is known of it. */
export function wellKnownUrl({ host }: ValidServerName): RedirectHop {
  return { hostname: host, port: 443, authority: host, path: '/.well-known/matrix/server' };
}

interface LastReply {
  readonly reply: HttpsReply;
  readonly from: RedirectHop;
}

async function fetchChain(attempt: Attempt, first: RedirectHop): Promise<LastReply> {
  const { followRedirect, isFollowed } = attempt.parts;
  let hop = first;
  // a loop ends with the last redirect as its answer, which is not a 200.
  for (let redirects = 0; ; redirects++) {
    const reply = await fetchHop(attempt, hop, redirects > 0).catch(redirects > 0 ? asRedirect : asItIs);
    const next = followRedirect(reply, hop);
    if (next === undefined || !isFollowed(redirects)) return { reply, from: hop };
    hop = next;
  }
}

const asItIs = (error: unknown): never => {
  throw error;
};

/** What goes wrong behind a redirect is the redirect's trouble. */
function asRedirect(cause: unknown): never {
  if (!(cause instanceof DiscoveryFailure)) throw cause;
  throw new DiscoveryFailure(cause.message, { cause, trouble: 'redirect' });
}

/** S3-b, R-5: a regular HTTPS request, its certificate valid for the host of the URL. */
async function fetchHop(attempt: Attempt, hop: RedirectHop, redirected: boolean): Promise<HttpsReply> {
  const { parts } = attempt;
  const { hostname, port, authority: host, path } = hop;
  const addresses = isIP(hostname) === 0 ? await parts.resolveAddresses(attempt, hostname) : [hostname];
  const connection = await tryAddresses(attempt, addresses, port);
  const name = hostname.replace(/\.$/, '');
  const servername = parts.sni(name, undefined);
  const demand: Demand = { purpose: redirected ? 'redirected file' : 'file', name };
  const rules = { demand, ...(servername !== undefined && { servername }) };
  return parts.sendRequest(attempt, connection, { rules, method: 'GET', path, host, limit: LARGEST_BODY });
}

function readDelegation(
  { parts }: Attempt,
  { status, headers, body }: HttpsReply,
  from: RedirectHop,
  first: RedirectHop,
): WellKnownResult {
  const invalid = (why: string, trouble?: Trouble): WellKnownResult => ({
    kind: 'invalid',
    why,
    status,
    from,
    lifetime: parts.lifetime(headers, false),
    ...(trouble !== undefined && { trouble }),
  });
  if (!parts.judgeHead(status, headers)) return invalid(`status ${status}`, troubleOf(status, from, first));
  const name = parts.validateDelegation(parts.parseBody(body));
  if (name === undefined) return invalid('no valid m.server');
  return { kind: 'delegated', name, from, lifetime: parts.lifetime(headers, true) };
}

function troubleOf(status: number, from: RedirectHop, first: RedirectHop): Trouble {
  return from !== first || (status >= 300 && status < 400) ? 'redirect' : 'status';
}
