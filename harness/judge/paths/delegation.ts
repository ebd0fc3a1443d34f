import type { Case, Listener, Route, ServerName, Site } from '../../model/index.ts';
import { hostOfUrl, hostsOf, idOf, parseServerName, siteFor, sitesOf, steady } from '../../model/index.ts';
import type { Hop, Outcome } from '../../oracle/index.ts';
import { covers, inSpiteOf, presentedBy } from '../certificate.ts';
import { WELL_KNOWN } from '../federation-request.ts';
import { splitHost } from '../host-header.ts';

/** A delegation that some file of the case offers, whether or not the specification lets it count. */
export interface OfferedDelegation {
  /** The delegated name: without the port, an IPv6 address without its brackets. */
  readonly host: string;
  readonly port?: number;
  readonly counts: boolean;
  /** Of one that does not count, how it would be followed: "followed a delegation …". */
  readonly why: string;
  /** What speaks against following it. */
  readonly clause?: string;
}

export function delegationsOf(c: Case, outcome: Outcome): OfferedDelegation[] {
  const found = c.hosts.flatMap((host) =>
    host.listeners.flatMap((listener) =>
      sitesOf(listener).flatMap((site) =>
        site.routes.flatMap((route) => delegationsAt(c, outcome, { listener, site, route })),
      ),
    ),
  );
  // The one that counts comes first, so that it gives its name to a place that several lead to.
  return found.sort((a, b) => Number(b.counts) - Number(a.counts));
}

/** Where a file is served. */
interface FilePlace {
  readonly listener: Listener;
  readonly site: Site;
  readonly route: Route;
}

function delegationsAt(c: Case, outcome: Outcome, place: FilePlace): OfferedDelegation[] {
  const { route } = place;
  return route.answers.flatMap((answer) => {
    const text = delegatedIn(answer.body);
    const name = text === undefined ? undefined : readLoosely(text);
    if (!text || !name) return [];
    const followed = outcome.step.startsWith('3.') && outcome.target?.host === text;
    const onTheWay = outcome.wellKnown.some((hop) => comesTo(hop, place));
    const counts = followed && onTheWay && answer.status === 200;
    const not = counts ? { why: '' } : whyNot(c, outcome, place, answer.status);
    return [{ ...name, counts, ...not }];
  });
}

/** Whether a hop of the right chain is answered by this site. */
function comesTo(hop: Hop, { listener, site }: FilePlace): boolean {
  const there = hop.listener === idOf(listener) || hop.or?.includes(idOf(listener)) === true;
  return there && siteFor(listener, hostOfUrl(hop.cert, listener.port)) === site;
}

function whyNot(
  c: Case,
  outcome: Outcome,
  place: FilePlace,
  status: number,
): Pick<OfferedDelegation, 'why' | 'clause'> {
  const { listener, site, route } = place;
  const own = parseServerName(c.server);
  if (!own.ok) return { why: 'of a well-known file, although the server name is not valid' };
  if (own.kind !== 'dns')
    return { why: 'of a well-known file, although the server name is an address', clause: 'D-2' };
  if (own.port !== undefined)
    return { why: 'of a well-known file, although the server name has a port', clause: 'D-2' };
  const isHop = (hop: Hop) => hop.listener === idOf(listener) && pathOf(hop.path) === route.path;
  const hop = outcome.wellKnown.findIndex((each) => isHop(each) && comesTo(each, place));
  const atHome = hostsOf(c, own.host).includes(listener.host);
  if (hop < 0 && !atHome) return elsewhere(c, outcome, listener);
  if (hop < 0 && listener.port !== 443)
    return { why: 'of a well-known file on another port than 443', clause: 'D-11' };
  if (hop < 0 && route.path !== WELL_KNOWN)
    return { why: 'of another file than the well-known one', clause: 'S3-a' };
  if (hop < 0 && siteFor(listener, own.host) !== site) return forAnotherHost(outcome, place);
  const wanted = outcome.wellKnown[hop]?.cert ?? own.host;
  const cert = presentedBy(listener, wanted);
  const flaw = cert && (cert.flaw ?? (covers(cert.names, wanted) ? undefined : 'other-name'));
  if (flaw) {
    const why = `of a well-known file ${inSpiteOf(flaw, steady(c, wanted))}`;
    return { why, clause: hop > 0 ? 'R-5' : 'S3-c' };
  }
  if (status !== 200)
    return { why: `out of an answer with status ${status}`, clause: hop > 0 ? 'R-7' : 'S3-f' };
  return { why: 'of a well-known file that is not valid', clause: 'S3-h' };
}

const FILE_OF_DELEGATE = { why: "of the delegated host's own well-known file", clause: 'D-12' };

/** The right listener, and a Host that is not the one of the server name. */
function forAnotherHost(
  outcome: Outcome,
  { listener, site }: FilePlace,
): Pick<OfferedDelegation, 'why' | 'clause'> {
  const delegated = delegatedName(outcome);
  const isOfDelegate = delegated?.ok && site !== listener && siteFor(listener, delegated.host) === site;
  if (isOfDelegate) return FILE_OF_DELEGATE;
  return { why: 'of a well-known file that is there for another Host', clause: 'S3-b' };
}

function delegatedName(outcome: Outcome): ServerName | undefined {
  return outcome.step.startsWith('3.') ? parseServerName(outcome.target?.host ?? '') : undefined;
}

function elsewhere(c: Case, outcome: Outcome, listener: Listener): Pick<OfferedDelegation, 'why' | 'clause'> {
  const delegated = delegatedName(outcome);
  if (delegated?.ok && hostsOf(c, delegated.host).includes(listener.host)) return FILE_OF_DELEGATE;
  if (c.twin && ['S3-c', 'R-5'].includes(outcome.clauses.to)) {
    const why = `of a well-known file to which only the bad certificate of ${c.twin.listener} leads`;
    return { why, clause: outcome.clauses.to };
  }
  return { why: 'of a well-known file on another host than the one the server name leads to' };
}

const pathOf = (target: string) => target.replace(/\?.*$/s, '');

function delegatedIn(body: Uint8Array): string | undefined {
  // Longer bodies are about limits, and a truncated reading of them names nothing.
  const text = new TextDecoder().decode(body.subarray(0, 65_536));
  const found = /"m\.server"\s*:\s*"((?:[^"\\]|\\.)*)"/i.exec(text)?.[1];
  return found === undefined ? undefined : found.replace(/\\(.)/gs, '$1');
}

/** As a careless parser would: `https://fed.test/x` still names `fed.test`. */
function readLoosely(text: string): { host: string; port?: number } | undefined {
  const name = parseServerName(text);
  if (name.ok) return { host: name.host, ...(name.port === undefined ? {} : { port: name.port }) };
  const rest = text
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/^[^@/]*@/, '');
  const { name: host, port } = splitHost(rest.replace(/[/?#].*$/s, ''));
  if (!/^[\w.-]+$/.test(host)) return undefined;
  return { host, ...(port && /^\d{1,5}$/.test(port) ? { port: Number(port) } : {}) };
}
