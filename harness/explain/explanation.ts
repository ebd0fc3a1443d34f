import type { SpecVersion } from '../model/index.ts';
import { type Consultation, consult, type Outcome, outcomesOf, specLink } from '../oracle/index.ts';
import { factsOfPaste, type Pasted } from './pasted-facts.ts';
import { remarksOn } from './remarks.ts';
import { gapLines, reachedLines, unreachedText } from './telling.ts';

/** How other servers find a server, by what was pasted. */
export interface Explanation {
  readonly consultation: Consultation;
  /** What is certain of the way. */
  readonly certain: Pick<Outcome, 'trace' | 'open'>;
  /** Whether there is a way to it, supposing the best of what is not known. */
  readonly reachable: boolean;
  /** Sentences: where a request goes, and what must be there. Empty where something that is not known decides that. */
  readonly result: readonly string[];
  /** Which fact is needed next, and what follows from each way in which it can turn out. */
  readonly unknown: readonly string[];
  readonly remarks: readonly string[];
  /** Each place of the specification once, in the order in which the way touches them. */
  readonly links: readonly string[];
}

export function explain(pasted: Pasted, version: SpecVersion): Explanation {
  const consultation = consult(factsOfPaste(pasted), pasted.server, version);
  const outcomes = outcomesOf(consultation);
  const clauses = outcomes.flatMap(({ trace }) => trace.map(({ clause }) => clause));
  return {
    consultation,
    certain: certainOf(consultation),
    reachable: isOpenEnded(consultation) || outcomes.some(({ connect }) => connect.length > 0),
    result: resultOf(consultation),
    unknown: consultation.kind === 'open' ? gapLines(consultation) : [],
    remarks: remarksOn(pasted.zone.zone, outcomes, isOpenEnded(consultation)),
    links: [...new Set(clauses.map((clause) => specLink(clause, version)))],
  };
}

function certainOf(consultation: Consultation): Explanation['certain'] {
  switch (consultation.kind) {
    case 'settled':
      return consultation.outcome;
    case 'open':
      return consultation;
    case 'beyond':
      return { trace: [], open: [] };
    default:
      return consultation satisfies never;
  }
}

function resultOf(consultation: Consultation): readonly string[] {
  if (consultation.kind === 'settled') {
    const { outcome } = consultation;
    return outcome.connect.length > 0 ? reachedLines(outcome) : [unreachedText(outcome)];
  }
  // Where the request goes is certain, and only not what is there.
  if (consultation.kind === 'open' && consultation.gap.kind === 'connection')
    return outcomesOf(consultation).slice(0, 1).flatMap(reachedLines);
  return [];
}

/** What is not known may lead anywhere. */
function isOpenEnded(consultation: Consultation): boolean {
  if (consultation.kind !== 'open') return consultation.kind === 'beyond';
  return consultation.ways.some(({ leadsTo }) => isOpenEnded(leadsTo));
}
