import type { Case, SpecVersion } from '../../model/index.ts';
import { type Internet, type LookUp, openInternet, openZone } from '../../model/index.ts';
import { clause } from '../clause.ts';
import { inSpan } from '../version.ts';
import type { DecidedFact, Decision, TraceStep } from './decision.ts';
import { FORGETFUL, type Memory } from './memory.ts';
import type { Hop } from './outcome.ts';

/** One consultation of the oracle: the world it reads, and what it has found so far. */
export interface Inquiry {
  readonly version: SpecVersion;
  readonly lookUp: LookUp;
  readonly internet: Internet;
  readonly trace: Decision[];
  readonly hops: Hop[];
  /** Question → the reading taken. */
  readonly open: Map<string, string>;
  /** Clauses weaker than MUST without which the outcome would be another: a different one breaks no more than these. */
  readonly weak: string[];
  readonly memory: Memory;
}

export function beginInquiry(c: Case, version: SpecVersion, memory: Memory = FORGETFUL): Inquiry {
  const weak: string[] = [];
  return {
    version,
    // C-14: only the time to live forbids to take an earlier answer.
    lookUp: openZone(c.zone, (name, type, present) =>
      memory.sets(name, type, present, () => weak.push('C-14')),
    ),
    internet: openInternet(c.hosts),
    trace: [],
    hops: [],
    open: new Map(),
    weak,
    memory,
  };
}

export function decide(q: Inquiry, step: TraceStep, clauseId: string, fact: DecidedFact): void {
  q.trace.push({ step, clause: clauseId, ...fact });
}

export function leaveOpen(q: Inquiry, id: string, reading: string): void {
  if (!q.open.has(id)) q.open.set(id, reading);
}

/** The clause, or what stood for it in versions that do not have it yet. */
export function inForce(q: Inquiry, id: string, before: string): string {
  return inSpan(clause(id), q.version) ? id : before;
}
