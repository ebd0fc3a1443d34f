import type { NameAnswer, RecordType, ValidServerName } from '../../model/index.ts';

type Delegation = ValidServerName | undefined;

/** What an implementation takes for the state of the world, where it may still know an earlier one. */
export interface Memory {
  /** `expired` is called where an earlier answer would be another, and may not be kept. */
  answer(name: string, type: RecordType, present: NameAnswer, expired: () => void): NameAnswer;
  /** What the well-known file of a hostname says: nothing where the look-up failed. */
  file(hostname: string, fetch: () => Delegation): Delegation;
}

/** It looks at everything anew. */
export const FORGETFUL: Memory = {
  answer: (_name, _type, present) => present,
  file: (_hostname, fetch) => fetch(),
};
