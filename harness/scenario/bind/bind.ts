import type { Case, FederationRequest, Round, Source, SpecVersion } from '../../model/index.ts';
import type { ScenarioError } from '../file/error.ts';
import type { Authored, AuthoredRequest, AuthoredRound } from '../file/schema.ts';
import { parseId, serverNameOf } from '../id.ts';
import { bindZone } from './bind-dns.ts';
import { bindExpect, bindTolerance } from './bind-expect.ts';
import { bindHosts } from './bind-hosts.ts';
import { bindMachine, LOOPBACK, LOOPBACK_ADDRESSES } from './bind-machine.ts';
import { addressesOf, type HostAddresses, MOST_HOSTS } from './blocks.ts';
import { fill } from './placeholder.ts';
import { openScope, type Scope } from './scope.ts';

/** What one case is made of before anything in it is bound. */
export interface CaseDraft {
  readonly id: string;
  readonly authored: Authored;
  readonly source: Source;
  /** Of a case with rounds: each of them written out. */
  readonly rounds?: readonly RoundDraft[];
  /** To be bound for being asked once more. */
  readonly again?: true;
}

/** One round as if it were a file of its own, with its change made. */
export interface RoundDraft {
  readonly resolve: AuthoredRound['resolve'];
  readonly authored: Authored;
  readonly source: Source;
}

export type Bound = { readonly case: Case } | { readonly problems: readonly ScenarioError[] };

/** Binds every name and address of a draft, for the block of addresses that it owns. */
export function bind(draft: CaseDraft, block: number): Bound {
  const { id, source, rounds = [], again } = draft;
  const addresses = addressesFor(draft, block);
  const [first, ...later] = rounds;
  if (first === undefined) {
    const bound = bindWorld(draft, addresses);
    return bound.problems.length > 0 ? { problems: bound.problems } : { case: bound.case };
  }
  const opening = bindWorld({ id, ...first, ...(again && { again }) }, addresses);
  // Whose keys a homeserver publishes does not change with the name that happens to be asked for next.
  const owner = opening.case.server;
  const others = later.map((round) => bindWorld({ id, ...round, ...(again && { again }) }, addresses, owner));
  const problems = [opening, ...others].flatMap((each) => each.problems);
  if (problems.length > 0) return { problems };
  return {
    case: {
      ...opening.case,
      source,
      expect: { connect: [], refuse: false, saw: [], never: [], atMost: [] },
      tolerate: [],
      rounds: [opening, ...others].map(roundOf),
    },
  };
}

interface BoundWorld {
  readonly case: Case;
  readonly names: Round['resolve'];
  readonly problems: readonly ScenarioError[];
}

function roundOf({ case: { source, zone, hosts, expect, tolerate }, names }: BoundWorld): Round {
  const { line } = source;
  return { resolve: names, ...(line !== undefined && { line }), zone, hosts, expect, tolerate };
}

function bindWorld(
  { id, authored, source, resolve, again }: CaseDraft & Partial<RoundDraft>,
  addresses: ReadonlyMap<string, HostAddresses>,
  owner?: string,
): BoundWorld {
  const hosts = new Map([...addresses].filter(([label]) => Object.hasOwn(authored.hosts ?? {}, label)));
  const scope = openScope(source, serverNameOf(id, again), hosts, portsOf(authored));
  if (Object.keys(authored.hosts ?? {}).some((label) => !addresses.has(label))) {
    scope.complain(['hosts'], { code: 'bad-value', what: `a case has at most ${MOST_HOSTS} hosts` }, 'key');
  }
  const names = bindNames(scope, authored.server, resolve);
  const [server] = names;
  const { level, since, until, note } = authored;
  const zone = bindZone(scope, authored.dns ?? {});
  const bound: Case = {
    id,
    family: parseId(id)?.family ?? '',
    source,
    title: authored.title,
    clauses: authored.clauses,
    ...(level !== undefined && { level }),
    ...(since !== undefined && { since: since as SpecVersion }),
    ...(until !== undefined && { until: until as SpecVersion }),
    needs: authored.needs ?? [],
    tags: authored.tags ?? [],
    ...(note !== undefined && { note }),
    see: authored.see ?? [],
    name: scope.name,
    server,
    request: bindRequest(scope, authored.request),
    ...bindMachine(scope, authored, zone),
    zone,
    hosts: bindHosts(scope, authored.hosts ?? {}, owner ?? server),
    expect: bindExpect(scope, authored.expect ?? {}),
    tolerate: (authored.tolerate ?? []).map((each, index) => bindTolerance(scope, each, ['tolerate', index])),
    ...(again && { again }),
  };
  return { case: bound, names, problems: scope.problems };
}

function bindNames(
  scope: Scope,
  server = '{@}',
  resolve?: AuthoredRound['resolve'],
): readonly [string, ...string[]] {
  if (resolve === undefined) return [fill(scope, server, ['server'])];
  if (typeof resolve === 'string') return [fill(scope, resolve, ['resolve'])];
  const [first = server, ...rest] = resolve.map((name, index) => fill(scope, name, ['resolve', index]));
  return [first, ...rest];
}

/** A host has one address for the whole case, whichever rounds know it. */
function addressesFor(
  { authored, rounds = [] }: CaseDraft,
  block: number,
): ReadonlyMap<string, HostAddresses> {
  const worlds = [authored, ...rounds.map((round) => round.authored)];
  const labels = new Set(worlds.flatMap(({ hosts }) => Object.keys(hosts ?? {})));
  return new Map(
    [...labels]
      .slice(0, MOST_HOSTS)
      .map((label, index) => [label, label === LOOPBACK ? LOOPBACK_ADDRESSES : addressesOf(block, index)]),
  );
}

function portsOf(authored: Authored) {
  return new Map(
    Object.entries(authored.hosts ?? {}).map(([label, ports]) => [label, Object.keys(ports).map(Number)]),
  );
}

function bindRequest(scope: Scope, authored: AuthoredRequest | undefined): FederationRequest {
  if (authored === undefined) return { kind: 'http', method: 'GET', path: '/_matrix/federation/v1/version' };
  if (typeof authored === 'string') return { kind: 'trigger', trigger: authored };
  const { method = 'GET', body } = authored;
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  return {
    kind: 'http',
    method,
    path: fill(scope, authored.path, ['request', 'path']),
    ...(text !== undefined && { body: fill(scope, text, ['request', 'body']) }),
  };
}
