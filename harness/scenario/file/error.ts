import { SignpostError, visible } from '../../base/index.ts';

/** A place in a scenario file, counted from 1; columns count UTF-16 units, as editors do. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export type ScenarioErrorCode =
  | 'unreadable'
  | 'unwritable'
  | 'bad-json'
  | 'duplicate-key'
  | 'unknown-key'
  | 'missing-key'
  | 'wrong-type'
  | 'bad-value'
  | 'bad-name'
  | 'bad-port'
  | 'undeclared-host'
  | 'undeclared-port'
  | 'bad-placeholder'
  | 'bad-pattern'
  | 'bad-id'
  | 'duplicate-id'
  | 'unknown-id'
  | 'not-supported-yet'
  | 'too-much'
  | 'lint';

export interface Complaint {
  readonly code: ScenarioErrorCode;
  /** What is wrong, in one sentence without final dot. */
  readonly what: string;
  /** What to write instead. */
  readonly hint?: string;
}

/** Something the author of a scenario (or of a selector, which has no position) must change. */
export class ScenarioError extends SignpostError<ScenarioErrorCode> {
  override readonly name = 'ScenarioError';
  readonly position: Position | undefined;

  constructor(complaint: Complaint, position?: Position) {
    const where = position ? `${position.file}:${position.line}:${position.column}: ` : '';
    const what = visible(complaint.what);
    const { code, hint } = complaint;
    super(code, what, hint, { message: `${where}${what}${hint ? `; ${hint}` : ''}` });
    this.position = position;
  }
}
