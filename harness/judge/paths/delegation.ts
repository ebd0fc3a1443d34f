import type { Case, Listener, Route } from '../../model/index.ts';
import { hostsOf, idOf, parseServerName, steady } from '../../model/index.ts';
import type { Hop, Outcome } from '../../oracle/index.ts';
import { covers, presentedBy } from '../certificate.ts';
import type { FollowedDelegation } from '../divergence/divergence.ts';
import { WELL_KNOWN } from '../federation-request.ts';
import { splitHost } from '../host-header.ts';

/** A delegation that some file of the case offers, whether or not the specification lets it count. */
export interface OfferedDelegation {
  /** The delegated name: without the port, an IPv6 address without its brackets. */
  readonly host: string;
  readonly port?: number;
  readonly counts: boolean;
  /** Of one that does not count: the mistake of following it. */
  readonly wrong?: WrongDelegation;
}

interface WrongDelegation {
  readonly detail: FollowedDelegation;
  /** What speaks against following it. */
  readonly clause?: string;
}

export function delegationsOf(c: Case, outcome: Outcome): OfferedDelegation[] {
  const found = c.hosts.flatMap((host) =>
    host.listeners.flatMap((listener) =>
      listener.routes.flatMap((route) => delegationsAt(c, outcome, listener, route)),
    ),
  );
  // The one that counts comes first, so that it gives its name to a place that several lead to.
  return found.sort((a, b) => Number(b.counts) - Number(a.counts));
}

function delegationsAt(c: Case, outcome: Outcome, listener: Listener, route: Route): OfferedDelegation[] {
  return route.answers.flatMap((answer) => {
    const text = delegatedIn(answer.body);
    const name = text === undefined ? undefined : readLoosely(text);
    if (!text || !name) return [];
    const followed = outcome.step.startsWith('3.') && outcome.target?.host === text;
    const onThePath = outcome.wellKnown.some(
      (hop) => hop.listener === idOf(listener) || hop.or?.includes(idOf(listener)),
    );
    const counts = followed && onThePath && answer.status === 200;
    return [
      { ...name, counts, ...(!counts && { wrong: wrongOf(c, outcome, listener, route, answer.status) }) },
    ];
  });
}

function wrongOf(
  c: Case,
  outcome: Outcome,
  listener: Listener,
  route: Route,
  status: number,
): WrongDelegation {
  const own = parseServerName(c.server);
  if (!own.ok) return { detail: { kind: 'followed-file-of-invalid-name' } };
  if (own.kind !== 'dns') return { detail: { kind: 'followed-file-of-address' }, clause: 'D-2' };
  if (own.port !== undefined) return { detail: { kind: 'followed-file-despite-port' }, clause: 'D-2' };
  const isHop = ({ listener: at, path }: Hop) => at === idOf(listener) && pathOf(path) === route.path;
  const hop = outcome.wellKnown.findIndex(isHop);
  const atHome = hostsOf(c, own.host).includes(listener.host);
  if (hop < 0 && !atHome) return elsewhere(c, outcome, listener);
  if (hop < 0 && listener.port !== 443)
    return { detail: { kind: 'followed-file-on-other-port' }, clause: 'D-11' };
  if (hop < 0 && route.path !== WELL_KNOWN)
    return { detail: { kind: 'followed-other-file' }, clause: 'S3-a' };
  const wanted = outcome.wellKnown[hop]?.cert ?? own.host;
  const cert = presentedBy(listener, wanted);
  const flaw = cert && (cert.flaw ?? (covers(cert.names, wanted) ? undefined : 'other-name'));
  if (flaw) {
    const detail = { kind: 'followed-file-despite-certificate', flaw, name: steady(c, wanted) } as const;
    return { detail, clause: hop > 0 ? 'R-5' : 'S3-c' };
  }
  if (status !== 200)
    return { detail: { kind: 'followed-file-despite-status', status }, clause: hop > 0 ? 'R-7' : 'S3-f' };
  return { detail: { kind: 'followed-invalid-file' }, clause: 'S3-h' };
}

function elsewhere(c: Case, outcome: Outcome, listener: Listener): WrongDelegation {
  const delegated = outcome.step.startsWith('3.') ? parseServerName(outcome.target?.host ?? '') : undefined;
  if (delegated?.ok && hostsOf(c, delegated.host).includes(listener.host)) {
    return { detail: { kind: 'followed-file-of-delegated-host' }, clause: 'D-12' };
  }
  if (c.twin && ['S3-c', 'R-5'].includes(outcome.clauses.to)) {
    const detail = { kind: 'followed-file-behind-certificate', at: c.twin.listener } as const;
    return { detail, clause: outcome.clauses.to };
  }
  return { detail: { kind: 'followed-file-of-other-host' } };
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
