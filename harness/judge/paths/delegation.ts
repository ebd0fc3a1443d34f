import type {
  Case,
  CertificateFlaw,
  Listener,
  Route,
  ServerName,
  Site,
  Whereabouts,
} from '../../model/index.ts';
import {
  answersOf,
  covers,
  helloAnswer,
  hostOfUrl,
  listenerId,
  parseServerName,
  SRV_SERVICES,
  siteFor,
  sitesOf,
  splitHostPort,
  srvRecordsOf,
  steady,
} from '../../model/index.ts';
import type { Hop, Outcome } from '../../oracle/index.ts';
import type { FollowedDelegation } from '../divergence/divergence.ts';
import { WELL_KNOWN } from '../federation-request.ts';

/** A delegation that some file of the case offers, whether or not the specification lets it count. */
export interface OfferedDelegation {
  /** The delegated name: without the port, an IPv6 address without its brackets. */
  readonly host: string;
  readonly port?: number;
  readonly counts: boolean;
  /** As the file has it. */
  readonly text: string;
  /** Of one that does not count: the mistake of following it. */
  readonly wrong?: WrongDelegation;
}

interface WrongDelegation {
  readonly detail: FollowedDelegation;
  /** What speaks against following it. */
  readonly clause?: string;
}

export function delegationsOf(c: Case, whereabouts: Whereabouts, outcome: Outcome): OfferedDelegation[] {
  const world = { case: c, whereabouts, outcome };
  const found = c.hosts.flatMap((host) =>
    host.listeners.flatMap((listener) =>
      sitesOf(listener).flatMap((site) =>
        site.routes.flatMap((route) => delegationsAt(world, { listener, site, route })),
      ),
    ),
  );
  // The one that counts comes first, so that it gives its name to a place that several lead to.
  return found.sort((a, b) => Number(b.counts) - Number(a.counts));
}

/** What the file is seen in the light of. */
interface FileWorld {
  readonly case: Case;
  readonly whereabouts: Whereabouts;
  readonly outcome: Outcome;
}

/** Where a file is served. */
interface FilePlace {
  readonly listener: Listener;
  readonly site: Site;
  readonly route: Route;
}

function delegationsAt(world: FileWorld, place: FilePlace): OfferedDelegation[] {
  const { outcome } = world;
  const { route } = place;
  return answersOf(route).flatMap((answer) => {
    const text = delegatedIn(answer.body);
    const name = text === undefined ? undefined : readLoosely(text);
    if (!text || !name) return [];
    const followed = outcome.step.startsWith('3.') && outcome.target?.host === text;
    const onThePath = outcome.wellKnown.some((hop) => comesTo(hop, place));
    const counts = followed && onThePath && answer.status === 200;
    return [{ ...name, text, counts, ...(!counts && { wrong: wrongOf(world, place, answer.status) }) }];
  });
}

/** Whether a hop of the right chain is answered by this site. */
function comesTo(hop: Hop, { listener, site }: FilePlace): boolean {
  const there = hop.listener === listenerId(listener) || hop.or?.includes(listenerId(listener)) === true;
  return there && siteFor(listener, hostOfUrl(hop.cert, listener.port)) === site;
}

function wrongOf(world: FileWorld, place: FilePlace, status: number): WrongDelegation {
  const { case: c, whereabouts, outcome } = world;
  const { listener, site, route } = place;
  const own = parseServerName(c.server);
  if (!own.ok) return { detail: { kind: 'followed-file-of-invalid-name' } };
  if (own.kind !== 'dns') return { detail: { kind: 'followed-file-of-address' }, clause: 'S1-f' };
  if (own.port !== undefined) return { detail: { kind: 'followed-file-despite-port' }, clause: 'D-2' };
  const isHop = (hop: Hop) => hop.listener === listenerId(listener) && pathOf(hop.path) === route.path;
  const hop = outcome.wellKnown.findIndex((each) => isHop(each) && comesTo(each, place));
  const atHome = whereabouts.hostsOf(own.host).includes(listener.host);
  if (hop < 0 && !atHome) return elsewhere(world, listener);
  if (hop < 0 && listener.port !== 443)
    return { detail: { kind: 'followed-file-on-other-port' }, clause: 'D-11' };
  if (hop < 0 && route.path !== WELL_KNOWN)
    return { detail: { kind: 'followed-other-file' }, clause: 'S3-a' };
  if (hop < 0 && siteFor(listener, own.host) !== site) return forAnotherHost(outcome, place);
  const wanted = outcome.wellKnown[hop]?.cert ?? own.host;
  const flaw = flawFor(listener, wanted);
  if (flaw) {
    const detail = { kind: 'followed-file-despite-certificate', flaw, name: steady(c, wanted) } as const;
    return { detail, clause: hop > 0 ? 'R-5' : 'S3-c' };
  }
  if (status !== 200)
    return { detail: { kind: 'followed-file-despite-status', status }, clause: clauseOfStatus(status, hop) };
  // Which of the clauses on the file it is that makes it not count, the oracle knows.
  const read = outcome.trace.findLast((one) => one.step === '3' && one.kind === 'no-delegation');
  return { detail: { kind: 'followed-invalid-file' }, clause: read?.clause ?? 'S3-h' };
}

function clauseOfStatus(status: number, hop: number): string {
  if (hop > 0) return 'R-7';
  return status > 200 && status < 300 ? 'S3-e' : 'S3-f';
}

/** What is wrong with what the listener shows a client that asks for that name. */
function flawFor({ cert }: Listener, wanted: string): CertificateFlaw | 'other-name' | undefined {
  const answer = helloAnswer(cert, wanted);
  if (answer === undefined) return undefined;
  // It has no certificate for that name: whoever read the file was shown another one.
  if ('fault' in answer) return 'other-name';
  return answer.flaw ?? (covers(answer.names, wanted) ? undefined : 'other-name');
}

const FILE_OF_DELEGATE: WrongDelegation = {
  detail: { kind: 'followed-file-of-delegated-host' },
  clause: 'D-12',
};

/** The right listener, and a Host that is not the one of the server name. */
function forAnotherHost(outcome: Outcome, { listener, site }: FilePlace): WrongDelegation {
  const delegated = delegatedName(outcome);
  const isOfDelegate = delegated?.ok && site !== listener && siteFor(listener, delegated.host) === site;
  return isOfDelegate
    ? FILE_OF_DELEGATE
    : { detail: { kind: 'followed-file-for-other-host' }, clause: 'S3-b' };
}

function delegatedName(outcome: Outcome): ServerName | undefined {
  return outcome.step.startsWith('3.') ? parseServerName(outcome.target?.host ?? '') : undefined;
}

function elsewhere({ case: c, whereabouts, outcome }: FileWorld, listener: Listener): WrongDelegation {
  const delegated = delegatedName(outcome);
  if (delegated?.ok && whereabouts.hostsOf(delegated.host).includes(listener.host)) return FILE_OF_DELEGATE;
  if (c.twin && ['S3-c', 'R-5'].includes(outcome.clauses.to)) {
    const detail = { kind: 'followed-file-behind-certificate', at: c.twin.listener } as const;
    return { detail, clause: outcome.clauses.to };
  }
  const detail = { kind: 'followed-file-of-other-host' } as const;
  return isOfSrvTarget(c, whereabouts, listener) ? { detail, clause: 'S3-n' } : { detail };
}

/** Whether a record of the server name leads to the machine. */
function isOfSrvTarget(c: Case, whereabouts: Whereabouts, { host }: Listener): boolean {
  const own = parseServerName(c.server);
  if (!own.ok) return false;
  return SRV_SERVICES.some((service) =>
    srvRecordsOf(whereabouts, service, own.host).some(({ target }) =>
      whereabouts.hostsOf(target).includes(host),
    ),
  );
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
