import { canonicalAddress, isIPv6 } from './address.ts';
import type { Listener, Site } from './case.ts';
import { inBrackets, splitHostPort, withPort } from './host-port.ts';
import { canonical } from './name.ts';

/**
 * What answers a request with this Host (or `:authority`) on a listener; `null`: it has none. RFC 9110 7.2 leaves to the
 * server what Host selects; this is what web servers do: names are compared without case and final dot, `name:port`
 * goes before `name`, and whatever is not known falls to the default site.
 */
export function siteFor(listener: Listener, host: string | null): Site {
  const { vhosts = [] } = listener;
  const asked = host === null || vhosts.length === 0 ? undefined : readHost(host);
  if (asked === undefined) return listener;
  const named = vhosts.filter(({ name }) => name === asked.name);
  return (
    named.find(({ port }) => port !== undefined && String(port) === asked.port) ??
    named.find(({ port }) => port === undefined) ??
    listener
  );
}

/** Every site of a listener, its own first. */
export function sitesOf(listener: Listener): readonly Site[] {
  return [listener, ...(listener.vhosts ?? [])];
}

/** A Host in the spelling in which hosts are compared. */
interface AskedHost {
  /** An IPv6 address in brackets: without them there is none. */
  readonly name: string;
  /** The digits as written; `08448` is not 8448. */
  readonly port?: string;
}

/** `undefined` for what is no `host[:port]` of RFC 9110 7.2. */
export function readHost(host: string): AskedHost | undefined {
  const { host: name, port = '' } = splitHostPort(host);
  if (!/^(\[[^[\]]*\]|[^:[\]]*)$/.test(name)) return undefined;
  // RFC 3986 3.2.3: an empty port is none.
  return { name: spelled(name), ...(port !== '' && { port }) };
}

function spelled(name: string): string {
  const literal = name.startsWith('[') ? name.slice(1, -1) : undefined;
  if (literal === undefined) return canonical(name);
  return isIPv6(literal) ? `[${canonicalAddress(literal)}]` : name;
}

/** The Host of a request to an https URL: without the port that is the default. */
export function hostOfUrl(host: string, port: number): string {
  return port === 443 ? inBrackets(host) : withPort(host, port);
}
