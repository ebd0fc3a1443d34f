import type { Case, SpecVersion } from '../../model/index.ts';
import {
  canonicalAddress,
  factsOfCase,
  type InvalidServerName,
  parseServerName,
  type SrvService,
  type ValidServerName,
} from '../../model/index.ts';
import { DEFAULT_SPEC_VERSION, hasFederationService } from '../version.ts';
import { addressesOf, literalAddress } from './addresses.ts';
import { conclude, targetOf } from './conclusion.ts';
import { beginInquiry, decide, type Inquiry, inForce, leaveOpen, onWayToFile, weaken } from './inquiry.ts';
import { type Landing, land } from './landing.ts';
import type { Memory } from './memory.ts';
import type { Outcome, Target } from './outcome.ts';
import { attemptPlaces } from './places.ts';
import { weighPunycode } from './punycode.ts';
import { lookUpService, type ServiceStep, walkTargets } from './srv.ts';
import { clausesOf } from './step.ts';
import { fetchWellKnown } from './well-known-fetch.ts';

/**
 * What must come of asking for the case's server name in the case's world. Reads the plan of the case, never its `expect`.
 * `memory`: what is still known of earlier steps; without it nothing is.
 */
export function consultOracle(
  c: Case,
  version: SpecVersion = DEFAULT_SPEC_VERSION,
  memory?: Memory,
): Outcome {
  return resolve(beginInquiry(factsOfCase(c), version, { ...(memory && { memory }) }), c.server);
}

/** What must come of asking for a server name, by what the inquiry knows or supposes. */
export function resolve(q: Inquiry, server: string): Outcome {
  const name = parseServerName(server);
  if (!name.ok) return refuseName(q, name);
  noteOddities(q, name);
  if (name.kind !== 'dns') return reachLiteral(q, '1', name);
  if (name.port !== undefined) return reachAddress(q, '2', name, name.port);
  const delegated = q.memory.file(name.host, () => fetchWellKnown(onWayToFile(q), name.host));
  return delegated
    ? reachDelegated(q, delegated)
    : reachByName(q, name, { fed: '4', legacy: '5', none: '6' });
}

function reachDelegated(q: Inquiry, name: ValidServerName): Outcome {
  weighNumbers(q, name);
  weighPunycode(q, '3', name.host, 'name');
  if (name.kind !== 'dns') return reachLiteral(q, '3.1', name);
  if (name.port !== undefined) return reachAddress(q, '3.2', name, name.port);
  return reachByName(q, name, { fed: '3.3', legacy: '3.4', none: '3.5' });
}

function reachLiteral(q: Inquiry, step: '1' | '3.1', name: ValidServerName): Outcome {
  const port = name.port ?? 8448;
  decide(q, step, clausesOf(step, name.port).to, { kind: 'address', name: name.text, literal: true, port });
  const target: Target = { host: name.text, sni: null, cert: name.host };
  const place = { ...literalAddress(name.host), name: name.host, port };
  return conclude(q, step, name, target, land(q, attemptPlaces(q, step, [place], target)));
}

function reachAddress(
  q: Inquiry,
  step: '2' | '3.2' | '3.5' | '6',
  name: ValidServerName,
  port: number,
): Outcome {
  decide(q, step, clausesOf(step, name.port).to, { kind: 'address', name: name.host, literal: false, port });
  const target = targetOf(name);
  const found = addressesOf(q, step, name.host);
  const { why } = found;
  if (found.addresses.length > 0) {
    const place = { ...found, name: name.host, port };
    return conclude(q, step, name, target, land(q, attemptPlaces(q, step, [place], target)));
  }
  const landing: Landing = { kind: 'dead', because: { kind: 'no-address', name: name.host, why } };
  return conclude(q, step, name, target, landing, { 2: 'S2-h', 3.2: 'D-4', 3.5: 'D-4', 6: 'N-4' }[step]);
}

interface Ways {
  readonly fed: '3.3' | '4';
  readonly legacy: '3.4' | '5';
  readonly none: '3.5' | '6';
}

/** Steps 3.3 to 3.5 for a delegated name, and 4 to 6 for the server name: the same three in turn. */
function reachByName(q: Inquiry, name: ValidServerName, ways: Ways): Outcome {
  const services: [SrvService, ServiceStep][] = [['_matrix', ways.legacy]];
  if (hasFederationService(q.version)) services.unshift(['_matrix-fed', ways.fed]);
  for (const [service, step] of services) {
    const found = lookUpService(q, step, service, name.host);
    if (found.kind === 'none') continue;
    const target = targetOf(name);
    if (found.kind === 'failed') {
      return conclude(
        q,
        step,
        name,
        target,
        { kind: 'dead', because: { kind: 'dns', why: found.why } },
        'V-3',
      );
    }
    const landing = walkTargets(q, step, found.records, target);
    return conclude(q, step, name, target, landing, endOfService(q, service, name, found.records));
  }
  return reachAddress(q, ways.none, name, 8448);
}

/** Which clause keeps a resolver from going on when a service exists but cannot be reached. */
function endOfService(
  q: Inquiry,
  service: SrvService,
  name: ValidServerName,
  records: readonly { target: string }[],
): string {
  if (records.every((r) => r.target === '.')) return 'V-9';
  const legacy = service === '_matrix-fed' && q.lookUp(`_matrix._tcp.${name.host}`, 'SRV').kind === 'found';
  return legacy ? inForce(q, 'V-10', 'D-5') : 'D-5';
}

function refuseName(q: Inquiry, name: InvalidServerName): Outcome {
  decide(q, 'invalid', name.clause, { kind: 'invalid-name', name: name.text, why: name.why });
  const { clause: id } = name;
  return {
    step: 'invalid',
    connect: [],
    answer: 'failed',
    wellKnown: [],
    trace: q.trace,
    clauses: { to: id, host: id, cert: id, sni: id },
    basis: id,
    weak: [],
    open: [],
  };
}

function noteOddities(q: Inquiry, name: ValidServerName): void {
  const { text, kind, port } = name;
  decide(q, '0', 'G-1', { kind: 'name', name: text, is: kind, port: port !== undefined });
  for (const id of name.open) leaveOpen(q, id, ODDITIES[id] ?? 'the name is valid, as written');
  weighNumbers(q, name);
  weighPunycode(q, '0', name.host, 'name');
  if (name.kind === 'ipv6' && canonicalAddress(name.host) !== name.host.toLowerCase()) {
    leaveOpen(q, 'AMB-18', 'Host keeps the spelling of the address');
  }
}

/** G-13: numbers that only look like an address stay a name, which many a system's own look-up does not know. */
function weighNumbers(q: Inquiry, name: ValidServerName): void {
  if (name.kind === 'dns' && name.open.includes('AMB-18')) weaken(q, 'G-13', 'name');
}

const ODDITIES: Readonly<Record<string, string>> = {
  'AMB-17': 'the port counts as written, and is not left out',
  'AMB-18': 'a dotted quad is decimal, anything else is looked up as a name',
  'AMB-19': 'the name is looked up without its dot; Host keeps it, SNI and certificate do without',
  'G-6': 'the name is looked up where DNS can carry it',
};
