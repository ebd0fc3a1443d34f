import type { Case, SpecVersion } from '../../model/index.ts';
import { isDemand } from '../clause.ts';
import { compareWithOracle } from '../double-entry/compare.ts';
import { consultOracle } from '../server-discovery/oracle.ts';
import type { Outcome } from '../server-discovery/outcome.ts';
import { versionBefore } from '../version.ts';
import type { RoundQuestion } from './rounds.ts';

/** A case by the version before the first that it is about. */
export interface EarlierQuestion extends Pick<RoundQuestion, 'case' | 'outcome'> {
  readonly version: SpecVersion;
}

/** Cases never change, and every mutant is judged by the same one. */
const known = new WeakMap<Case, { readonly question: EarlierQuestion | undefined }>();

/**
 * The same world by the version before the case's `since`, where that one demands something else: an older resolver is
 * right to do it. None where the text is open, or the author tolerates more than one thing. The patterns of the author
 * speak of the newer version, and are left out.
 */
export function questionBefore(c: Case): EarlierQuestion | undefined {
  const { question } = known.get(c) ?? { question: derive(c) };
  known.set(c, { question });
  return question;
}

function derive(c: Case): EarlierQuestion | undefined {
  const version = c.since && versionBefore(c.since);
  if (version === undefined || !hasOneAnswer(c)) return undefined;
  const outcome = consultOracle(c, version);
  if (outcome.open.length > 0 || compareWithOracle(c, outcome).length === 0) return undefined;
  const { since: _, level: __, ...rest } = c;
  return { version, outcome, case: { ...rest, until: version, ...expectationOf(outcome) } };
}

function hasOneAnswer({ level, source, rounds, tolerate, twin }: Case): boolean {
  const scored = level === undefined || isDemand(level);
  const alone = rounds === undefined && source.round === undefined;
  return scored && alone && twin === undefined && tolerate.length === 0;
}

function expectationOf({ step, connect, answer, clauses }: Outcome): Pick<Case, 'expect' | 'clauses'> {
  return {
    clauses: [clauses.to],
    expect: {
      step,
      answer,
      connect: connect.map(({ to, host, cert, sni }) => ({ to, host, cert, sni })),
      refuse: connect.length === 0,
      saw: [],
      never: [],
      atMost: [],
    },
  };
}
