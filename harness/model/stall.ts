import type { Case, DnsAnswer, HttpAnswer, Listener } from './case.ts';
import { helloAnswersOf } from './certificates.ts';
import { FAULTS, type Fault } from './faults.ts';
import { sitesOf } from './site.ts';
import { answersOf } from './user-agent.ts';

/** From here on a wait is what the case is about. */
const LONG_MS = 1000;

/**
 * Whether somebody has to wait for something that comes late or never. AMB-8: the specification names no time, and real
 * resolvers take 10 to 60 seconds, so that being undecided says nothing there.
 */
export function isAboutStalls(c: Case): boolean {
  return stalls(c) || (c.rounds ?? []).some(stalls);
}

function stalls({ hosts, zone }: Pick<Case, 'hosts' | 'zone'>): boolean {
  const listeners = hosts.flatMap((host) => host.listeners);
  return (
    listeners.flatMap(faultsOf).some((fault) => FAULTS[fault].stalls) ||
    listeners.flatMap(sitesOf).some(({ routes }) => routes.some((route) => answersOf(route).some(isSlow))) ||
    Object.values(zone).some((sets) => sets.some((set) => set.answers.some(isLate)))
  );
}

function faultsOf({ fault, cert }: Listener): readonly Fault[] {
  const bySni = helloAnswersOf(cert).flatMap((answer) => ('fault' in answer ? [answer.fault] : []));
  return fault === undefined ? bySni : [fault, ...bySni];
}

const isLate = (answer: DnsAnswer) => answer.drop === true || (answer.delay ?? 0) >= LONG_MS;

function isSlow(answer: HttpAnswer): boolean {
  const dripMs = answer.drip ? (answer.body.length / answer.drip.bytes) * answer.drip.everyMs : 0;
  return answer.endless === true || (answer.delay ?? 0) >= LONG_MS || dripMs >= LONG_MS;
}
