/** The hunt for mutants: which case catches which, and what is kept of that. */
export { type CaughtMutants, catchMutants } from './catch-mutants.ts';
export { differencesOf, KILL_MATRIX, knownKills, readKillMatrix, writeKillMatrix } from './kill-matrix.ts';
