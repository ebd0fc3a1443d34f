/** The specification: clauses, versions, server-name grammar, and the oracle that says what must come of a case. */
export {
  type Clause,
  checkClauses,
  clause,
  clauses,
  familyOf,
  isDemand,
  specLink,
  UnknownClause,
} from './clause.ts';
export { compareWithOracle, type Difference } from './compare.ts';
export { compareRounds } from './compare-steps.ts';
export { type Coverage, coverageOf, type KillMatrix, owesMutant, staleKills } from './coverage.ts';
export { decisionOn } from './decision.ts';
export { consultOracle } from './oracle.ts';
export type * from './outcome.ts';
export { type EarlierQuestion, questionBefore } from './question-before.ts';
export {
  type InvalidServerName,
  parseServerName,
  type ServerName,
  type ValidServerName,
} from './server-name.ts';
export { consultRounds, type RoundQuestion } from './steps.ts';
export { checkTwins, twinsOf, twinsOfLibrary } from './twins.ts';
export {
  applies,
  DEFAULT_SPEC_VERSION,
  isSpecVersion,
  nameOfVersion,
  SPEC_VERSIONS,
  UNSTABLE_SPEC_VERSION,
} from './version.ts';
export { type OpenReading, readWellKnown, type WellKnownReading } from './well-known.ts';
