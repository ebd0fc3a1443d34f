import { bindZone } from './bind-dns.ts';
import { bindExpect, bindTolerance } from './bind-expect.ts';
import { bindHosts } from './bind-hosts.ts';
import { bindMachine, LOOPBACK, LOOPBACK_ADDRESSES } from './bind-machine.ts';
import { addressesOf, MOST_HOSTS } from './blocks.ts';
import type { Case, FederationRequest, Source, SpecVersion } from './case.ts';
import type { ScenarioError } from './error.ts';
import { parseId, serverNameOf } from './id.ts';
import { fill } from './placeholder.ts';
import type { Authored, AuthoredRequest } from './schema.ts';
import { openScope, type Scope } from './scope.ts';

/** What one case is made of before anything in it is bound. */
export interface Draft {
  readonly id: string;
  readonly authored: Authored;
  readonly source: Source;
}

export type Bound = { readonly case: Case } | { readonly problems: readonly ScenarioError[] };

/** Binds every name and address of a draft, for the block of addresses that it owns. */
export function bind({ id, authored, source }: Draft, block: number): Bound {
  const scope = openScope(source, serverNameOf(id), hostsOf(authored, block), portsOf(authored));
  if (Object.keys(authored.hosts ?? {}).length > MOST_HOSTS) {
    scope.complain(['hosts'], { code: 'bad-value', what: `a case has at most ${MOST_HOSTS} hosts` }, 'key');
  }
  const server = fill(scope, authored.server ?? '{@}', ['server']);
  const { level, since, until, note } = authored;
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
    ...bindMachine(scope, authored),
    zone: bindZone(scope, authored.dns ?? {}),
    hosts: bindHosts(scope, authored.hosts ?? {}, server),
    expect: bindExpect(scope, authored.expect),
    tolerate: (authored.tolerate ?? []).map((each, index) => bindTolerance(scope, each, ['tolerate', index])),
  };
  return scope.problems.length > 0 ? { problems: scope.problems } : { case: bound };
}

function hostsOf(authored: Authored, block: number) {
  const labels = Object.keys(authored.hosts ?? {}).slice(0, MOST_HOSTS);
  return new Map(
    labels.map((label, index) => [
      label,
      label === LOOPBACK ? LOOPBACK_ADDRESSES : addressesOf(block, index),
    ]),
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
