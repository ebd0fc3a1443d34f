import { canonical, canonicalAddress, hasOddOctets, type SrvService, srvOwner } from '../../model/index.ts';
import { addressesOf } from './addresses.ts';
import { type Attempts, failureText, together } from './attempt.ts';
import type { LookupFailure, SrvRecord } from './decision.ts';
import { decide, type Inquiry, leaveOpen, supposeOf, weaken } from './inquiry.ts';
import { crash, type Landing } from './landing.ts';
import type { Target } from './outcome.ts';
import { attemptHopefully, attemptPlaces } from './places.ts';
import { weighPunycode } from './punycode.ts';
import type { NamedPlace } from './tries.ts';

/** Where a service decides. */
export type ServiceStep = keyof typeof ASKING;

const ASKING = { '3.3': 'S33-a', '3.4': 'S34-a', '4': 'S4-a', '5': 'S5-a' };

export type ServiceLookup =
  | { readonly kind: 'found'; readonly records: readonly SrvRecord[] }
  | { readonly kind: 'none' }
  /** AMB-4: neither found nor not found. */
  | { readonly kind: 'failed'; readonly why: LookupFailure };

export function lookUpService(
  q: Inquiry,
  step: ServiceStep,
  service: SrvService,
  name: string,
): ServiceLookup {
  const owner = srvOwner(service, canonical(name));
  const answer = q.lookUp(owner, 'SRV');
  const asked = { kind: 'dns', type: 'SRV', name: owner } as const;
  if (answer.aliases.length > 0) leaveOpen(q, 'V-12', `the alias at ${owner} is followed`);
  switch (answer.kind) {
    case 'found': {
      const records = answer.records.filter((r) => r.type === 'SRV');
      // Only the RFCs of DNS send anyone to ask again over TCP.
      if (answer.truncated) weaken(q, 'V-13', 'record');
      decide(q, step, ASKING[step], { ...asked, answer: { kind: 'found', records } });
      return { kind: 'found', records };
    }
    case 'none':
      decide(q, step, 'V-2', { ...asked, answer: { kind: 'none', why: answer.why } });
      return { kind: 'none' };
    case 'failed':
      leaveOpen(q, 'AMB-4', `${answer.why} for ${service} is not "not found": the resolution ends`);
      if (service === '_matrix' && answer.why === 'silence') {
        leaveOpen(q, 'AMB-29', 'silence about _matrix does not lead to port 8448');
      }
      decide(q, step, 'V-3', { ...asked, answer: { kind: 'failed', why: answer.why } });
      return { kind: 'failed', why: answer.why };
    case 'unknown':
      return supposeService(q, step, owner, answer.name);
    default:
      return answer satisfies never;
  }
}

/** Whatever records there are, they say themselves where they lead. */
function supposeService(q: Inquiry, step: ServiceStep, owner: string, name: string): ServiceLookup {
  const needs = [{ kind: 'dns', name, types: ['SRV'] }] as const;
  if (supposeOf(q, { kind: 'service', step, needs, name: owner }) === 'no-service') return { kind: 'none' };
  leaveOpen(q, 'AMB-4', 'a question that fails is not "not found": the resolution ends');
  return { kind: 'failed', why: 'SERVFAIL' };
}

/** RFC 2782, as far as the specification leans on it: priorities in order, equal ones in any order. */
export function walkTargets(
  q: Inquiry,
  step: ServiceStep,
  all: readonly SrvRecord[],
  target: Target,
): Landing {
  const records = all.filter((r) => r.target !== '.' && r.target !== '');
  if (records.length < all.length) {
    leaveOpen(q, 'AMB-1', 'a target of . says that the service does not exist: nothing else is tried');
    if (records.length === 0) return { kind: 'dead', because: { kind: 'no-target' } };
  }
  const tried: Attempts[] = [];
  const groups = byPriority(records);
  for (const [i, equals] of groups.entries()) {
    const group = attemptPlaces(q, step, placesOf(q, step, equals), target);
    const all = together(group);
    tried.push(all);
    if (all.good.length > 0) return choose(q, group, { first: i === 0, last: i === groups.length - 1 });
    // AMB-2, read as "a TCP connection is enough": what fails later does not lead to the next target.
    if (all.broken.length + all.uncertified.length > 0) {
      const next = groups
        .slice(i + 1)
        .some((others) => together(attemptHopefully(q, placesOf(q, step, others), target)).good.length > 0);
      if (next) leaveOpen(q, 'AMB-2', 'a target that accepts a connection is not given up for the next');
      return crash(all);
    }
  }
  return desert(q, together(tried), records);
}

/** Nobody could be connected to. AMB-11: not even an address to try? */
function desert(q: Inquiry, all: Attempts, records: readonly SrvRecord[]): Landing {
  const landing = crash(all);
  if (all.unreached.every(({ kind }) => kind === 'no-address')) {
    leaveOpen(q, 'AMB-11', 'records without an address are found all the same: the request fails');
    return { kind: 'dead', because: { kind: 'no-target-address', targets: records.map((r) => r.target) } };
  }
  return landing;
}

function choose(q: Inquiry, group: readonly Attempts[], at: { first: boolean; last: boolean }): Landing {
  const all = together(group);
  const deadTarget = group.some((a) => a.good.length + a.broken.length + a.uncertified.length === 0);
  // V-8: only RFC 2782 sends anyone to the next target; V-6: only RFC 2782 orders them.
  if (deadTarget || !at.first) weaken(q, 'V-8', 'target');
  else if (!at.last) weaken(q, 'V-6', 'target');
  if (group.some((a) => a.good.length > 0 && a.unreached.length > 0)) weaken(q, 'N-3', 'target');
  const [failed] = [...all.broken, ...all.uncertified];
  if (failed) leaveOpen(q, 'AMB-2', `another target is taken instead of ${failureText(failed)}`);
  const [first, ...further] = all.good;
  return first ? { kind: 'reached', at: [first, ...further] } : crash(all);
}

function placesOf(q: Inquiry, step: ServiceStep, group: readonly SrvRecord[]): NamedPlace[] {
  return group.map(({ target, port }) => {
    const name = canonical(target);
    if (canonicalAddress(name) !== undefined)
      leaveOpen(q, 'V-17', `the target ${name} is looked up as a name`);
    weighPunycode(q, step, name, 'target');
    // Only the RFCs of DNS say that what does not look like a name of a host is a name all the same.
    if (hasOddOctets(name)) weaken(q, 'V-18', 'target');
    const found = addressesOf(q, step, name);
    if (found.failed)
      leaveOpen(q, 'N-7', `${found.why} for the addresses of the target ${name}: the next one is tried`);
    if (found.aliases.length > 0 && found.addresses.length > 0)
      leaveOpen(q, 'AMB-3', `the alias ${name} is followed`);
    return { ...found, name, port };
  });
}

/** V-6: the lowest number first. */
function byPriority(records: readonly SrvRecord[]): SrvRecord[][] {
  const priorities = [...new Set(records.map((r) => r.priority))].sort((a, b) => a - b);
  return priorities.map((priority) => records.filter((r) => r.priority === priority));
}
