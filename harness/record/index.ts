/** The record of a run: JSON Lines of a published format, written, read and joined. */
export { mergeRuns } from './merge.ts';
export { readRun } from './read/read-run.ts';
export type * from './recorded-run.ts';
export type { ImplementationLine, RecordedClause, RunHeader } from './schema/lines.ts';
export { newRunId } from './write/record-file.ts';
export { Recording } from './write/recording.ts';
