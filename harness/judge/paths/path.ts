import type { Case, ListenerId, ServiceBinding, StepId, Whereabouts } from '../../model/index.ts';
import {
  canonicalAddress,
  listenerId,
  parseServerName,
  SRV_SERVICES,
  type SrvService,
  srvRecordsOf,
  whereaboutsIn,
} from '../../model/index.ts';
import type { Outcome } from '../../oracle/index.ts';
import type { Means, NameRole } from '../divergence/means.ts';
import { delegationsOf, type OfferedDelegation } from './delegation.ts';

/**
 * How a client, right or wrong, comes to a place: by whose name, and by what means. Decoys have a label for
 * each wrong step, so the place that was reached names the step that was taken.
 */
export interface ResolutionPath {
  readonly listener: ListenerId;
  readonly whose: NameRole;
  /** The name, as it stands in the case. */
  readonly name: string;
  readonly means: Means;
  /** The step that takes this path; none does to port 443, nor to anything but the server name and the delegated one. */
  readonly step?: StepId;
  readonly delegation?: OfferedDelegation;
}

/** Kept, because it is asked for at each request that went astray. */
const known = new WeakMap<Outcome, WeakMap<Case, readonly ResolutionPath[]>>();

export function pathsOf(c: Case, outcome: Outcome): readonly ResolutionPath[] {
  const ofOutcome = known.get(outcome) ?? new WeakMap<Case, readonly ResolutionPath[]>();
  known.set(outcome, ofOutcome);
  const paths = ofOutcome.get(c) ?? findPaths(c, outcome);
  ofOutcome.set(c, paths);
  return paths;
}

function findPaths(c: Case, outcome: Outcome): ResolutionPath[] {
  const own = parseServerName(c.server);
  const whereabouts = whereaboutsIn(c);
  const first: ResolutionPath[] = own.ok ? fromName(whereabouts, 'server name', own) : [];
  const delegated = delegationsOf(c, whereabouts, outcome).flatMap((delegation) =>
    fromName(whereabouts, 'delegated name', delegation).map((path) => ({ ...path, delegation })),
  );
  const names = [own.ok ? own.host : c.name, ...delegated.map((path) => path.name)];
  const unique = [...new Set(names)];
  return [
    ...first,
    ...delegated,
    ...sideways(whereabouts, outcome, unique),
    ...searched(c, whereabouts, unique),
  ];
}

/** The paths that the outcome takes: the right step, by a delegation that counts. */
export function rightPaths(outcome: Outcome, paths: readonly ResolutionPath[]): ResolutionPath[] {
  return paths.filter((path) => path.step === outcome.step && path.delegation?.counts !== false);
}

/** Where they lead, whatever is there. */
export function rightPlaces(c: Case, outcome: Outcome): readonly ListenerId[] {
  return rightPaths(outcome, pathsOf(c, outcome)).map((path) => path.listener);
}

interface Named {
  readonly host: string;
  readonly port?: number;
}

function fromName(
  whereabouts: Whereabouts,
  whose: 'server name' | 'delegated name',
  named: Named,
): ResolutionPath[] {
  const { hostsOf } = whereabouts;
  const { host: name, port } = named;
  const delegated = whose === 'delegated name';
  const by = (means: Means, at: number, hosts: readonly string[], step?: StepId): ResolutionPath[] =>
    hosts
      .map((host) => listenerId({ host, port: at }))
      .map((listener) => ({ listener, whose, name, means, ...(step ? { step } : {}) }));
  const own = hostsOf(name);
  if (canonicalAddress(name) !== undefined) {
    const step = delegated ? '3.1' : '1';
    const right = by('literal', port ?? 8448, own, step);
    const others = [443, 8448].filter((other) => other !== (port ?? 8448));
    return [...right, ...others.flatMap((other) => by(other === 443 ? '443' : '8448', other, own))];
  }
  const bySrv = SRV_SERVICES.flatMap((service) =>
    srvRecordsOf(whereabouts, service, name).flatMap((srv) =>
      by(service, srv.port, hostsOf(srv.target), srvStep(service, delegated)),
    ),
  );
  const byBinding = bindingsOf(whereabouts, name).flatMap(({ target, parameters }) => {
    const { port: other, ipv4hint = [], ipv6hint = [] } = parameters;
    const places = target === '.' ? [name, ...ipv4hint, ...ipv6hint] : [target, ...ipv4hint, ...ipv6hint];
    const ports = [...new Set([other ?? 8448, 8448])];
    return ports.flatMap((at) => by('HTTPS record', at, [...new Set(places.flatMap(hostsOf))]));
  });
  if (port !== undefined) {
    // SRV and the default ports are wrong here: those paths carry no step, so that none is taken for right.
    const wrong = [...bySrv, ...by('8448', 8448, own), ...by('443', 443, own)].map(
      ({ step: _, ...rest }) => rest,
    );
    return [...by('port', port, own, delegated ? '3.2' : '2'), ...wrong, ...byBinding];
  }
  return [...bySrv, ...by('8448', 8448, own, delegated ? '3.5' : '6'), ...by('443', 443, own), ...byBinding];
}

function bindingsOf({ recordsOf }: Whereabouts, name: string): readonly ServiceBinding[] {
  return recordsOf(name).flatMap((record) =>
    record.type === 'HTTPS' || record.type === 'SVCB' ? [record] : [],
  );
}

function srvStep(service: SrvService, delegated: boolean): StepId {
  if (service === '_matrix-fed') return delegated ? '3.3' : '4';
  return delegated ? '3.4' : '5';
}

/** By names with a search domain of the machine added. */
function searched({ machine }: Case, whereabouts: Whereabouts, names: readonly string[]): ResolutionPath[] {
  const found = (machine?.search ?? []).flatMap((domain) => names.map((name) => `${name}.${domain}`));
  return found.flatMap((host) =>
    fromName(whereabouts, 'server name', { host }).map(({ step: _, ...path }) => ({
      ...path,
      whose: 'name in a search domain',
    })),
  );
}

/** By names that only lead somewhere and never decide: SRV targets, aliases, hosts that the file was redirected to. */
function sideways(whereabouts: Whereabouts, outcome: Outcome, names: readonly string[]): ResolutionPath[] {
  const targets = names.flatMap((name) =>
    SRV_SERVICES.flatMap((service) => srvRecordsOf(whereabouts, service, name).map((srv) => srv.target)),
  );
  const aliases = names.flatMap((name) =>
    whereabouts.recordsOf(name).flatMap((record) => (record.type === 'CNAME' ? [record.target] : [])),
  );
  const redirects = outcome.wellKnown.slice(1).map((hop) => hop.cert);
  const kinds = [
    ['SRV target', targets],
    ['alias', aliases],
    ['redirect host', redirects],
  ] as const;
  return kinds.flatMap(([whose, found]) =>
    [...new Set(found)]
      .filter((name) => !names.includes(name))
      .flatMap((name) =>
        fromName(whereabouts, 'server name', { host: name }).map(({ step: _, ...path }) => ({
          ...path,
          whose,
        })),
      ),
  );
}
