import { parseServerName, type SpecVersion, withPort } from '../model/index.ts';
import { type Consultation, consult, type Outcome, outcomesOf, specLink } from '../oracle/index.ts';
import { factsOfPastes, type Pasted } from './facts-of-pastes.ts';
import { type NeededPaste, neededPastes, neededText } from './needed-paste.ts';
import { placedContacts } from './placed-contacts.ts';
import {
  type GoalPlace,
  hasAddress,
  type Remark,
  remarksOn,
  type View,
  viewOf,
  whyNobodyGetsThrough,
} from './remarks/index.ts';
import { gapLines, placesText, reachedLines, whyUnreached } from './telling.ts';

/** How other servers find a server, by what was pasted. Plain data. */
export interface Explanation {
  readonly server: string;
  readonly findability: Findability;
  /** The most harmful first. */
  readonly remarks: readonly Remark[];
  /** What is certain of the way. */
  readonly certain: Pick<Outcome, 'trace' | 'open'>;
  /** Where a request goes, and what must be there: a line each. Empty where something that is not known decides that. */
  readonly goal: readonly string[];
  /** What was not pasted and may decide, in the order in which it does. */
  readonly needed: readonly NeededPaste[];
  /** Which fact is needed next, and what follows from each way in which it can turn out. */
  readonly unknown: readonly string[];
  /** Each place of the specification once, in the order in which the way touches them. */
  readonly links: readonly string[];
}

/** The answer in one sentence, with full stop. */
export interface Findability {
  /**
   * `reached`: all of the way is known, to the certificate. `found`: so is where others connect, and not what is there.
   * `unreached`: they do not get there, or to no server. `unknown`: something decides that was not pasted.
   */
  readonly kind: 'reached' | 'found' | 'unreached' | 'unknown';
  readonly sentence: string;
}

/** That of the command. */
export const EXIT_CODES: Readonly<Record<Findability['kind'], number>> = {
  reached: 0,
  found: 0,
  unreached: 1,
  unknown: 3,
};

export function explain(given: Pasted, version: SpecVersion): Explanation {
  const pasted = placedContacts(given, version);
  const facts = factsOfPastes(pasted);
  const consultation = consult(facts, pasted.server, version);
  const view = viewOf(pasted, version, facts, consultation);
  const clauses = view.outcomes.flatMap(({ trace }) => trace.map(({ clause }) => clause));
  const findability = findabilityOf(view);
  const isOpen = consultation.kind === 'open' && findability.kind !== 'unreached';
  return {
    server: pasted.server,
    findability,
    remarks: remarksOn(view),
    certain: certainOf(consultation),
    goal: goalLines(consultation),
    needed: isOpen ? neededNext(view) : [],
    unknown: isOpen ? gapLines(consultation) : [],
    links: [...new Set(clauses.map((clause) => specLink(clause, version)))],
  };
}

function certainOf(consultation: Consultation): Explanation['certain'] {
  switch (consultation.kind) {
    case 'settled':
      return consultation.outcome;
    case 'open':
      return { trace: consultation.trace, open: consultation.open };
    case 'beyond':
      return { trace: [], open: [] };
    default:
      return consultation satisfies never;
  }
}

function findabilityOf(view: View): Findability {
  const { consultation, pasted, goal } = view;
  const { server } = pasted;
  const why = goal.length > 0 ? whyNobodyGetsThrough(view) : whyNot(consultation);
  if (why !== undefined) {
    const about = parseServerName(server).ok ? `Others do not reach ${server}` : 'Nobody can ask for it';
    return { kind: 'unreached', sentence: `${about}: ${why}.` };
  }
  const known = knownPlaces(view);
  if (known.length > 0) {
    const at = placesText(known.map(({ host, port }) => withPort(host, port)));
    if (consultation.kind === 'settled')
      return { kind: 'reached', sentence: `Others reach ${server} at ${at}.` };
    return {
      kind: 'found',
      sentence: `Others look for ${server} at ${at}; what answers there was not pasted.`,
    };
  }
  const [first] = neededNext(view);
  const what = first ? neededText(first) : 'more';
  return { kind: 'unknown', sentence: `It is not known yet where others look for ${server}: paste ${what}.` };
}

/** To a place that has an address, whichever, somebody may connect. */
const knownPlaces = (view: View): readonly GoalPlace[] =>
  view.goal.filter(({ host }) => hasAddress(view, host));

/** A certificate is asked for once it is certain where. */
function neededNext(view: View): readonly NeededPaste[] {
  const needed = neededPastes(view.consultation, view.pasted.server);
  return knownPlaces(view).length > 0 ? needed : needed.filter(({ kind }) => kind !== 'certificate');
}

function whyNot(consultation: Consultation): string | undefined {
  return consultation.kind === 'settled' ? whyUnreached(consultation.outcome) : undefined;
}

function goalLines(consultation: Consultation): readonly string[] {
  if (consultation.kind === 'settled') return reachedLines(consultation.outcome);
  const isCertain = consultation.kind === 'open' && consultation.gap.kind === 'connection';
  return isCertain ? outcomesOf(consultation).slice(0, 1).flatMap(reachedLines) : [];
}
