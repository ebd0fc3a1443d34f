/** The record of a run: JSON Lines, written, read and merged. */
export { readRun } from './read-run.ts';
export { newRunId, type RunHeader, type RunLine, RunRecord } from './record.ts';
