import type { DnsOddity, Facts, Lookup, RecordType, SpecVersion, UnknownLookup } from '../../model/index.ts';
import { followAliases } from '../../model/index.ts';
import { clause } from '../clause.ts';
import { inSpan } from '../version.ts';
import type { Gap, Supposition } from './consultation.ts';
import type { DecidedFact, Decision, TraceStep } from './decision.ts';
import { FORGETFUL, type Memory } from './memory.ts';
import type { Hop, Weakness } from './outcome.ts';
import type { OpenReading } from './well-known.ts';

/** One consultation of the oracle: the facts it reads, and what it has found so far. */
export interface Inquiry {
  readonly version: SpecVersion;
  readonly facts: Facts;
  /** Aliases followed, and what is remembered taken for what is. */
  readonly lookUp: (name: string, type: RecordType) => Lookup | UnknownLookup;
  readonly trace: Decision[];
  readonly hops: Hop[];
  /** Question → the reading taken. */
  readonly open: Map<string, string>;
  readonly weak: Weakness[];
  readonly memory: Memory;
  readonly suppose: Suppose;
}

/** What is taken for granted where a fact is missing; `sofar`: what has been found before. */
export type Suppose = (gap: Gap, sofar: Sofar) => Supposition;

interface Sofar {
  readonly trace: readonly Decision[];
  readonly open: readonly OpenReading[];
}

interface InquiryOptions {
  readonly memory?: Memory;
  /** Facts without gaps need none. */
  readonly suppose?: Suppose;
}

export function beginInquiry(
  facts: Facts,
  version: SpecVersion,
  { memory = FORGETFUL, suppose = refuseToSuppose }: InquiryOptions = {},
): Inquiry {
  const weak: Weakness[] = [];
  // C-14: only the time to live forbids to take an earlier answer.
  const expired = () => void weak.push({ clause: 'C-14', of: 'name' });
  const open = new Map<string, string>();
  return {
    version,
    facts,
    lookUp: lookUpBy({ facts, memory, open, expired }),
    trace: [],
    hops: [],
    open,
    weak,
    memory,
    suppose,
  };
}

interface LookUpTerms extends Pick<Inquiry, 'facts' | 'memory' | 'open'> {
  readonly expired: () => void;
}

/** Aliases followed, and what is remembered taken for what is. */
function lookUpBy({ facts, memory, open, expired }: LookUpTerms): Inquiry['lookUp'] {
  return (name, type) => {
    const found = followAliases(
      (at) => {
        const present = facts.lookUp(at, type);
        return present && memory.answer(at, type, present, expired);
      },
      name,
      type,
    );
    for (const [id, reading] of (found.oddities ?? []).map((oddity) => READINGS[oddity]))
      if (!open.has(id)) open.set(id, `${type} ${name}: ${reading}`);
    return found;
  };
}

/** The same inquiry, which finds on the way to the file what was told of that way. */
export function onWayToFile(q: Inquiry): Inquiry {
  const { memory, open } = q;
  const facts = q.facts.onWayToFile;
  if (!facts) return q;
  // What somebody told of one way has no time to live.
  const expired = () => undefined;
  return { ...q, facts, lookUp: lookUpBy({ facts, memory, open, expired }) };
}

/** What no text settles about odd answers: the question, and how it is read here. */
const READINGS: Readonly<Record<DnsOddity, readonly [id: string, reading: string]>> = {
  strays: ['N-9', 'records that nobody asked for count for nothing'],
  'no EDNS': ['N-10', 'after FORMERR the question is asked again without EDNS'],
  'beside an alias': ['N-11', 'records of the type count, and not the alias beside them'],
  'two servers': ['N-12', 'the first name server of the machine is asked, and believed'],
  'hosts file': ['N-13', 'the name server is asked, and not the hosts file'],
};

const refuseToSuppose: Suppose = ({ kind, step }) => {
  throw new RangeError(`a ${kind} is not known at step ${step}: ask \`consult\``);
};

export function supposeOf(q: Inquiry, gap: Gap): Supposition {
  return q.suppose(gap, { trace: q.trace, open: openReadings(q) });
}

export function openReadings({ open }: Inquiry): OpenReading[] {
  return [...open].map(([id, reading]) => ({ id, reading }));
}

export function decide(q: Inquiry, step: TraceStep, clauseId: string, fact: DecidedFact): void {
  q.trace.push({ step, clause: clauseId, ...fact });
}

/** The outcome rests on a clause that is less than a demand. */
export function weaken(q: Inquiry, id: string, of: Weakness['of']): void {
  q.weak.push({ clause: id, of });
}

export function leaveOpen(q: Inquiry, id: string, reading: string): void {
  if (!q.open.has(id)) q.open.set(id, reading);
}

/** The clause, or what stood for it in versions that do not have it yet. */
export function inForce(q: Inquiry, id: string, before: string): string {
  return inSpan(clause(id), q.version) ? id : before;
}
