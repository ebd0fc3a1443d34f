import type { Case, Host } from '../../model/index.ts';
import {
  canonical,
  type LookUp,
  openZone,
  parseServerName,
  sitesOf,
  withoutFinalDot,
} from '../../model/index.ts';
import type { Outcome } from '../server-discovery/outcome.ts';
import { readWellKnown } from '../server-discovery/well-known.ts';

/** A name that a client could check instead of the right one, and what it is in the case. */
export interface Named {
  readonly role: string;
  readonly name: string;
  /** `for the server name`. */
  readonly text: string;
}

/** The names of a case that play a part on the way to one host. Decoys that lead elsewhere have none there. */
export function namesAround(c: Case, outcome: Outcome, host: Host): readonly Named[] {
  const lookUp = openZone(c.zone);
  const leadsThere = (name: string) =>
    addresses(lookUp, name).some((a) => a === host.ipv4 || a === host.ipv6);
  const server = hostOf(c.server);
  const delegated = delegatedNames(c, outcome);
  const hops = outcome.wellKnown.map(({ cert }) => cert);
  const targets = serviceTargets(c).filter(leadsThere);
  const aliases = [...server, ...delegated, ...hops, ...targets]
    .filter(leadsThere)
    .flatMap((name) => [...lookUp(name, 'AAAA').aliases, ...lookUp(name, 'A').aliases]);
  const named = (role: string, what: string, names: readonly string[]): Named[] =>
    names.map((name) => ({ role, name: withoutFinalDot(name), text: `for ${what}` }));
  return [
    ...named('server', 'the server name', server),
    ...named('delegate', 'a delegated name', delegated),
    ...named('target', 'the SRV target', targets),
    ...named('alias', 'the CNAME target', aliases),
    ...named('redirect', 'the host of a redirect', hops.slice(1)),
  ];
}

function hostOf(text: string): string[] {
  const name = parseServerName(text);
  return name.ok ? [name.host] : [];
}

/** The one that decides first; then those in files that do not count. */
function delegatedNames(c: Case, { step, target }: Outcome): string[] {
  const bodies = c.hosts
    .flatMap(({ listeners }) => listeners.flatMap(sitesOf))
    .flatMap(({ routes }) => routes)
    .flatMap(({ answers }) => answers.map(({ body }) => body));
  const written = bodies.flatMap((body) => {
    if (!Buffer.from(body.buffer, body.byteOffset, body.byteLength).includes('m.server')) return [];
    const read = readWellKnown(200, body);
    return read.ok ? [read.name.host] : [];
  });
  return [...(step.startsWith('3.') && target ? [target.cert] : []), ...written];
}

function serviceTargets(c: Case): string[] {
  const records = Object.values(c.zone).flatMap((sets) =>
    sets.flatMap(({ answers }) => answers.flatMap((answer) => answer.records)),
  );
  return records.flatMap((record) =>
    record.type === 'SRV' && record.target !== '.' ? [canonical(record.target)] : [],
  );
}

function addresses(lookUp: LookUp, name: string): string[] {
  return (['AAAA', 'A'] as const).flatMap((type) => {
    const found = lookUp(name, type);
    if (found.kind !== 'found') return [];
    return found.records.flatMap((record) => ('address' in record ? [record.address] : []));
  });
}
