import { HarnessError } from '../base/index.ts';
import type { Place } from './recorded-run.ts';

/** What keeps a record from being read or joined. */
export type RecordFault =
  /** The file cannot be read. */
  | 'record-unreadable'
  /** It is no record, or its first lines are missing. */
  | 'record-without-run'
  /** A line that is not JSON has others behind it. */
  | 'record-broken'
  /** A later Signpost wrote it. */
  | 'record-later-format'
  /** A line is not what its type says. */
  | 'record-invalid'
  | 'record-verdict-twice'
  /** A verdict, or a twin, of a case that has no line before it. */
  | 'record-without-case'
  /** Lines are missing that have to be there. */
  | 'record-incomplete'
  /** Records that do not belong together. */
  | 'records-apart';

/** Names the file and the line. */
export function recordError(
  code: RecordFault,
  { file, line }: Place,
  what: string,
  hint: string,
): HarnessError {
  return new HarnessError(code, `${file}:${line}: ${what}`, hint);
}

export const EDITED =
  'a record is written by `signpost run` and never changed: run again, or take the record as it was';
