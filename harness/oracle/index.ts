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
export { type Coverage, coverageOf, type Kill, type KillMatrix, owesMutant, staleKills } from './coverage.ts';
export { decisionOn } from './decision.ts';
export { compareWithOracle, type Difference } from './double-entry/compare.ts';
export { compareRounds } from './double-entry/compare-rounds.ts';
export { cellsOfCase } from './finality/cells-of-case.ts';
export { type CellMutant, type FinalityEntry, finalityMatrix } from './finality/matrix.ts';
export { questionBefore } from './rounds/question-before.ts';
export { consultRounds, type RoundQuestion } from './rounds/rounds.ts';
export { searchClauses } from './search-clauses.ts';
export { consult, needsOf, outcomesOf } from './server-discovery/consult.ts';
export type {
  Consultation,
  Gap,
  MissingFact,
  OpenConsultation,
  OpenWay,
  Supposition,
} from './server-discovery/consultation.ts';
export type * from './server-discovery/decision.ts';
export { decisionText } from './server-discovery/decision-text.ts';
export { consultOracle } from './server-discovery/oracle.ts';
export type * from './server-discovery/outcome.ts';
export { readWellKnown } from './server-discovery/well-known.ts';
export { checkTwins, twinAgain, twinsOf, twinsOfLibrary } from './twins/twins.ts';
export {
  applies,
  DEFAULT_SPEC_VERSION,
  nameOfVersion,
  SPEC_VERSIONS,
  stepInVersion,
  UNSTABLE_SPEC_VERSION,
} from './version.ts';
