import type { Case } from '../../model/index.ts';
import type { Path } from '../file/document.ts';

/** What a rule of the lint has to say, before its place in the file is looked up. */
export interface LintFinding {
  readonly path: Path;
  readonly what: string;
  readonly hint: string;
}

/** Whether anything in the case can be held against somebody. */
export function isScored({ level }: Case): boolean {
  return level !== 'record' && level !== 'ambiguous';
}
