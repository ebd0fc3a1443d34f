import { HarnessError, ownCommand, type RecordFault, visible } from '../base/index.ts';
import type { Place } from './recorded-run.ts';

/** Names the file and the line. */
export function recordError(
  code: RecordFault,
  { file, line }: Place,
  what: string,
  hint: string,
): HarnessError {
  return new HarnessError(code, `${visible(file)}:${line}: ${what}`, hint);
}

export const EDITED = `a record is written by \`${ownCommand('run')}\` and never changed: run again, or take the record as it was`;
