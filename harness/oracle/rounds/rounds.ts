import {
  type Case,
  caseOfRound,
  type Expectation,
  type ExpectedConnection,
  listenerOf,
  type SpecVersion,
} from '../../model/index.ts';
import { FORGETFUL } from '../server-discovery/memory.ts';
import { consultOracle } from '../server-discovery/oracle.ts';
import type { Outcome, Reached } from '../server-discovery/outcome.ts';
import { DEFAULT_SPEC_VERSION } from '../version.ts';
import { type Choose, memoryOf, type Past, pastOf } from './past.ts';

/** One name of one round, with what must come of it. */
export interface RoundQuestion {
  /** In the world of its round; expected and tolerated is what concerns this name. */
  readonly case: Case;
  /** For an implementation that remembers nothing. */
  readonly outcome: Outcome;
  /** What else is right for one that still knows something of earlier rounds. */
  readonly remembered: readonly Outcome[];
  /** So much changed before that not every combination of memories was gone through. */
  readonly unexplored?: true;
}

/** The questions of a case, round by round. Without rounds it is one. */
export function consultRounds(
  c: Case,
  version: SpecVersion = DEFAULT_SPEC_VERSION,
): readonly (readonly RoundQuestion[])[] {
  if (c.rounds === undefined) return [[{ case: c, outcome: consultOracle(c, version), remembered: [] }]];
  const past: RoundQuestion[] = [];
  return c.rounds.map(({ resolve }, index) => {
    const asked = resolve.map((server) => ask(caseOfRound(c, index, server), past, version));
    past.push(...asked);
    return shareOut(asked);
  });
}

/** More than anybody can think through who writes a case; lint asks to split one that has more. */
const MOST_MEMORIES = 512;

function ask(c: Case, past: readonly RoundQuestion[], version: SpecVersion): RoundQuestion {
  const worlds = past.map((question) => pastOf(question.case));
  const all = everyOutcome(c, worlds, version);
  const [outcome = consultOracle(c, version, FORGETFUL), ...others] = all;
  const kept = [...others, ...keptConnections(c, outcome, past), ...keptFailure(c, outcome, past)];
  const known = new Set([effect(outcome)]);
  const remembered = kept.filter((other) => !known.has(effect(other)) && known.add(effect(other)));
  return { case: c, outcome, remembered, ...(all.length >= MOST_MEMORIES && { unexplored: true }) };
}

/** One outcome for each state of the caches, the empty ones first. */
function everyOutcome(c: Case, past: readonly Past[], version: SpecVersion): Outcome[] {
  const outcomes: Outcome[] = [];
  let script: readonly number[] = [];
  do {
    const taken: { choice: number; of: number }[] = [];
    const choose: Choose = (of) => {
      const choice = script[taken.length] ?? 0;
      taken.push({ choice, of });
      return choice;
    };
    outcomes.push(consultOracle(c, version, memoryOf(past, version, choose)));
    script = next(taken);
  } while (script.length > 0 && outcomes.length < MOST_MEMORIES);
  return outcomes;
}

/** The last choice that can still be made another way; none: all have been. */
function next(taken: readonly { readonly choice: number; readonly of: number }[]): readonly number[] {
  const last = taken.findLastIndex(({ choice, of }) => choice + 1 < of);
  return taken.slice(0, last + 1).map(({ choice }, index) => (index === last ? choice + 1 : choice));
}

/** T-15: a connection that stands is used again where Host, SNI and certificate name agree, wherever it once led. */
function keptConnections(c: Case, outcome: Outcome, past: readonly RoundQuestion[]): Outcome[] {
  const earlier = past.flatMap((question) =>
    [question.outcome, ...question.remembered].flatMap(({ connect }) =>
      connect.filter((reached) => reached.to.every((id) => stands(id, question.case, c))),
    ),
  );
  return outcome.connect.flatMap((wanted) =>
    earlier
      .filter((reached) => sameName(reached, wanted))
      .map((reached) => ({ ...outcome, connect: [reached] })),
  );
}

/** The world ends the connections of a listener that is changed. */
function stands(id: string, then: Case, now: Case): boolean {
  const at = (c: Case) => JSON.stringify(listenerOf(c, id));
  return at(then) === at(now);
}

function sameName(a: Reached, b: Reached): boolean {
  return (['host', 'sni', 'cert'] as const).every((key) => a[key]?.toLowerCase() === b[key]?.toLowerCase());
}

/**
 * The specification does not say how soon a server that could not be reached is tried again, and nobody owes a second
 * request for keys or media that are there already.
 */
function keptFailure(c: Case, outcome: Outcome, past: readonly RoundQuestion[]): Outcome[] {
  const before = past.filter((question) => question.case.server === c.server);
  const failed = before.some((one) =>
    [one.outcome, ...one.remembered].some(({ connect }) => connect.length === 0),
  );
  const fetched = c.request.kind === 'trigger' && before.length > 0;
  return failed || fetched ? [{ ...outcome, connect: [], answer: 'failed' }] : [];
}

/** What is seen of an outcome. */
function effect({ connect }: Outcome): string {
  return JSON.stringify(connect.map(({ to, host, cert, sni }) => [[...to].sort(), host, cert, sni]));
}

/** Gives each name its part of what is expected of the round. */
function shareOut(asked: readonly RoundQuestion[]): readonly RoundQuestion[] {
  if (asked.length === 1) return asked;
  return asked.map((question, index) => {
    const { expect, tolerate } = question.case;
    const mine = (all: readonly ExpectedConnection[]) =>
      all.filter((one) => isOf(one, question) || (index === 0 && !asked.some((other) => isOf(one, other))));
    const part = ({ connect, ...rest }: Expectation): Expectation => {
      const own = mine(connect);
      return { ...rest, connect: own, refuse: own.length === 0 };
    };
    const readings = tolerate.map(({ connect, ...rest }) => ({ ...rest, connect: mine(connect) }));
    return {
      ...question,
      case: {
        ...question.case,
        expect: index === 0 ? part(expect) : { ...part(expect), saw: [], never: [], atMost: [] },
        tolerate: readings.map((reading) => ({ ...reading, refuse: reading.connect.length === 0 })),
      },
    };
  });
}

/** Whether an expected connection is one that this name leads to. */
function isOf(
  { to, host, destination }: ExpectedConnection,
  { case: c, outcome, remembered }: RoundQuestion,
): boolean {
  if (destination !== undefined) return destination === c.server;
  return [outcome, ...remembered].some(({ connect }) =>
    connect.some((r) => r.host.toLowerCase() === host.toLowerCase() && r.to.some((id) => to.includes(id))),
  );
}
