import { type Case, caseOfRound, type SpecVersion } from '../../model/index.ts';
import { consultRounds, type RoundQuestion } from '../rounds/rounds.ts';
import type { Outcome, Reached } from '../server-discovery/outcome.ts';
import { DEFAULT_SPEC_VERSION, namesDestination } from '../version.ts';
import { compareWithOracle, type Difference, tolerates } from './compare.ts';

/** Double entry for a whole case, each of its rounds against what the oracle derives for all names of the round. */
export function compareRounds(c: Case, version: SpecVersion = DEFAULT_SPEC_VERSION): Difference[] {
  const rounds = consultRounds(c, version);
  if (c.rounds === undefined) {
    const found = rounds.flatMap((asked) => asked.flatMap((one) => compareWithOracle(c, one.outcome)));
    return [...found, ...unnamed(c, version)];
  }
  return rounds.flatMap((asked, round) => {
    const whole = caseOfRound(c, round);
    const found = [
      ...inCommon(whole, asked),
      ...caches(whole, asked),
      ...tooMuch(asked),
      ...unnamed(whole, version),
    ];
    return found.map((difference) => ({ ...difference, round }));
  });
}

function inCommon(whole: Case, asked: readonly RoundQuestion[]): Difference[] {
  const outcome = together(asked.map((one) => one.outcome));
  const [odd] = (['step', 'answer'] as const).filter((key) => {
    const derived = new Set(asked.map((one) => one.outcome[key]));
    return whole.expect[key] !== undefined && derived.size > 1;
  });
  if (odd === undefined)
    return [...compareWithOracle(withoutDestinations(whole), outcome), ...destinations(whole, asked)];
  const each = asked.map((one) => `${one.outcome[odd]} for ${one.case.server}`).join(' and ');
  const text = `${odd} is given for all names of the round, but it is ${each}: leave it out`;
  const authored = String(whole.expect[odd]);
  return [{ path: ['expect', odd], authored, derived: each, clause: outcome.clauses.to, text }];
}

/** who is held to a destination by a version that has none. */
function unnamed(c: Case, version: SpecVersion): Difference[] {
  if (namesDestination(version)) return [];
  return c.expect.connect.flatMap(({ destination }, index): Difference[] => {
    if (destination === undefined) return [];
    const text = `destination is given as ${destination}, but ${version} does not have it named`;
    const path = ['expect', 'connect', index, 'destination'];
    return [{ path, authored: destination, derived: 'none', clause: 'A-3', text }];
  });
}

/** What an implementation may do that still knows an earlier round has to be among the readings of the author. */
function caches(whole: Case, asked: readonly RoundQuestion[]): Difference[] {
  if (whole.level === 'record' || whole.level === 'ambiguous') return [];
  return asked.flatMap((question) =>
    question.remembered.flatMap((memory): Difference[] => {
      const outcome = together(asked.map((one) => (one === question ? memory : one.outcome)));
      if (tolerates(whole, outcome)) return [];
      const derived = memory.connect.map(placed).join(' and ') || 'nothing is sent';
      const text = `for ${question.case.server} an implementation may go by what it still knows of an earlier round (${derived}): "tolerate" it, or write "level": "record"`;
      return [{ path: ['expect'], authored: 'no cache', derived, clause: 'C-1', text }];
    }),
  );
}

function tooMuch(asked: readonly RoundQuestion[]): Difference[] {
  return asked.flatMap((question): Difference[] => {
    if (!question.unexplored) return [];
    const text = `so much changes before ${question.case.server} is asked for that not all that may be remembered can be gone through: split the case`;
    return [{ path: ['expect'], authored: '', derived: '', clause: 'C-1', text }];
  });
}

/** All that is seen of several outcomes at the same moment. */
function together(outcomes: readonly Outcome[]): Outcome {
  const [first] = outcomes;
  if (first === undefined) throw new RangeError('a round asks for at least one name');
  const connect = new Map(
    outcomes.flatMap((one) => one.connect).map((reached) => [placed(reached), reached]),
  );
  return { ...first, connect: [...connect.values()], open: outcomes.flatMap((one) => one.open) };
}

const placed = ({ to, host }: Reached) => `${to.join(' or ')} with Host ${host}`;

/** the destination of each is its own name. */
function destinations(whole: Case, asked: readonly RoundQuestion[]): Difference[] {
  const names = asked.map((one) => one.case.server);
  return whole.expect.connect.flatMap(({ destination }, index): Difference[] => {
    if (destination === undefined || names.includes(destination)) return [];
    const derived = names.join(' or ');
    const text = `destination is given as ${destination}, but it is ${derived}`;
    const path = ['expect', 'connect', index, 'destination'];
    return [{ path, authored: destination, derived, clause: 'A-4', text }];
  });
}

function withoutDestinations(whole: Case): Case {
  const connect = whole.expect.connect.map(({ destination: _, ...rest }) => rest);
  return { ...whole, expect: { ...whole.expect, connect } };
}
