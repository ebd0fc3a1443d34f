import type { About } from '../adapters/index.ts';
import { federationRequests, type Reason, type Verdict } from '../judge/index.ts';
import { type Case, listenerId } from '../model/index.ts';
import { canonicalHost } from './host.ts';

/** What somebody did in a world, as far as it is held against the oracle, or against what somebody else did. */
export interface Behaviour {
  readonly status: Verdict['status'];
  /** Of a failure: what broke. */
  readonly reasons: readonly Reason[];
  /** Where federation requests went, and in whose name, sorted. Undefined of somebody who does not connect. */
  readonly places?: readonly string[];
}

export function conductOf(
  { status, reasons, events }: Verdict,
  c: Case,
  { can }: Pick<About, 'can'>,
): Behaviour {
  if (!can.includes('connect')) return { status, reasons };
  const places = federationRequests(c, events).map(
    (request) => `${listenerId(request)} with Host ${canonicalHost(request.hostHeader)}`,
  );
  return { status, reasons, places: [...new Set(places)].sort() };
}

/** What is wrong in a world. Two that are wrong in the same way have the same key. */
export interface BehaviourFault {
  readonly key: string;
  readonly text: string;
}

/**
 * Against the oracle every failure is one. Where a request should have gone, or whether there should have been one, goes
 * wrong for many reasons, which the clause tells apart; other fields have one for each step.
 */
export function againstOracle({ status, reasons }: Behaviour): BehaviourFault | undefined {
  if (status !== 'fail') return undefined;
  const [worst] = reasons;
  if (worst === undefined) return { key: 'nothing', text: 'it fails' };
  const { field = 'nothing', clause = '', text } = worst;
  return { key: ALIKE.has(field) ? field : `${field} ${clause}`, text };
}

const ALIKE: ReadonlySet<string> = new Set(['host', 'sni']);

/** Against each other: where the text settles what is right the oracle says who is; where it does not (`questions`), only the places count. */
export function againstEachOther(
  [a, b]: readonly [Behaviour, Behaviour],
  names: readonly [string, string],
  questions: readonly string[],
): BehaviourFault | undefined {
  if (!isTelling(a) || !isTelling(b)) return undefined;
  const open = questions.length > 0;
  const [failsA, failsB] = [!open && a.status === 'fail', !open && b.status === 'fail'];
  if (failsA !== failsB) {
    const [wrong, right] = failsA ? [names[0], names[1]] : [names[1], names[0]];
    const finding = againstOracle(failsA ? a : b);
    return {
      key: `${wrong} ${finding?.key}`,
      text: `${right} is right, and ${wrong} is not: ${finding?.text}`,
    };
  }
  if (!open && !failsA) return undefined;
  if (a.places === undefined || b.places === undefined || same(a.places, b.places)) return undefined;
  const asked = questions.join(', ');
  const who = open ? `the text leaves open who is right (${asked})` : 'neither is right';
  const text = `${who}: ${names[0]} ${told(a.places)}, ${names[1]} ${told(b.places)}`;
  return { key: open ? asked : 'both', text };
}

/** An excuse, or a fault of ours, says nothing about anybody. */
const isTelling = ({ status }: Behaviour): boolean => status !== 'skip' && status !== 'error';

const same = (a: readonly string[], b: readonly string[]): boolean => a.join() === b.join();

const told = (places: readonly string[]): string =>
  places.length === 0 ? 'sent nothing' : `sent its request to ${places.join(' and ')}`;
