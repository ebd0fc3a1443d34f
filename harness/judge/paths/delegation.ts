import type { Case, Listener, Route, Whereabouts } from '../../model/index.ts';
import {
  certificateShown,
  covers,
  listenerId,
  parseServerName,
  splitHostPort,
  steady,
} from '../../model/index.ts';
import type { Hop, Outcome } from '../../oracle/index.ts';
import { inSpiteOf } from '../certificate.ts';
import { WELL_KNOWN } from '../federation-request.ts';

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

export function delegationsOf(c: Case, whereabouts: Whereabouts, outcome: Outcome): OfferedDelegation[] {
  const found = c.hosts.flatMap((host) =>
    host.listeners.flatMap((listener) =>
      listener.routes.flatMap((route) => delegationsAt(c, whereabouts, outcome, listener, route)),
    ),
  );
  // The one that counts comes first, so that it gives its name to a place that several lead to.
  return found.sort((a, b) => Number(b.counts) - Number(a.counts));
}

function delegationsAt(
  c: Case,
  whereabouts: Whereabouts,
  outcome: Outcome,
  listener: Listener,
  route: Route,
): OfferedDelegation[] {
  return route.answers.flatMap((answer) => {
    const text = delegatedIn(answer.body);
    const name = text === undefined ? undefined : readLoosely(text);
    if (!text || !name) return [];
    const followed = outcome.step.startsWith('3.') && outcome.target?.host === text;
    const onTheWay = outcome.wellKnown.some(
      (hop) => hop.listener === listenerId(listener) || hop.or?.includes(listenerId(listener)),
    );
    const counts = followed && onTheWay && answer.status === 200;
    const not = counts ? { why: '' } : whyNot(c, whereabouts, outcome, listener, route, answer.status);
    return [{ ...name, counts, ...not }];
  });
}

function whyNot(
  c: Case,
  whereabouts: Whereabouts,
  outcome: Outcome,
  listener: Listener,
  route: Route,
  status: number,
): Pick<OfferedDelegation, 'why' | 'clause'> {
  const own = parseServerName(c.server);
  if (!own.ok) return { why: 'of a well-known file, although the server name is not valid' };
  if (own.kind !== 'dns')
    return { why: 'of a well-known file, although the server name is an address', clause: 'D-2' };
  if (own.port !== undefined)
    return { why: 'of a well-known file, although the server name has a port', clause: 'D-2' };
  const isHop = ({ listener: at, path }: Hop) => at === listenerId(listener) && pathOf(path) === route.path;
  const hop = outcome.wellKnown.findIndex(isHop);
  const atHome = whereabouts.hostsOf(own.host).includes(listener.host);
  if (hop < 0 && !atHome) return elsewhere(c, whereabouts, outcome, listener);
  if (hop < 0 && listener.port !== 443)
    return { why: 'of a well-known file on another port than 443', clause: 'D-11' };
  if (hop < 0 && route.path !== WELL_KNOWN)
    return { why: 'of another file than the well-known one', clause: 'S3-a' };
  const wanted = outcome.wellKnown[hop]?.cert ?? own.host;
  const cert = certificateShown(listener.cert, wanted);
  const flaw = cert && (cert.flaw ?? (covers(cert.names, wanted) ? undefined : 'other-name'));
  if (flaw) {
    const why = `of a well-known file ${inSpiteOf(flaw, steady(c, wanted))}`;
    return { why, clause: hop > 0 ? 'R-5' : 'S3-c' };
  }
  if (status !== 200)
    return { why: `out of an answer with status ${status}`, clause: hop > 0 ? 'R-7' : 'S3-f' };
  return { why: 'of a well-known file that is not valid', clause: 'S3-h' };
}

function elsewhere(
  c: Case,
  whereabouts: Whereabouts,
  outcome: Outcome,
  listener: Listener,
): Pick<OfferedDelegation, 'why' | 'clause'> {
  const delegated = outcome.step.startsWith('3.') ? parseServerName(outcome.target?.host ?? '') : undefined;
  if (delegated?.ok && whereabouts.hostsOf(delegated.host).includes(listener.host)) {
    return { why: "of the delegated host's own well-known file", clause: 'D-12' };
  }
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
  const { host, port } = splitHostPort(rest.replace(/[/?#].*$/s, ''));
  if (!/^[\w.-]+$/.test(host)) return undefined;
  return { host, ...(port && /^\d{1,5}$/.test(port) ? { port: Number(port) } : {}) };
}
