import type { Adapter } from '../adapters/index.ts';
import type { SpecVersion } from '../model/index.ts';

/** Somebody to be judged: how to start it, and where its known failures are written down. */
export interface Subject {
  readonly name: string;
  /** `baseline.txt`, which need not exist. Absent where nothing may fail. */
  readonly baselineFile?: string;
  /** The version that it is judged by: the reference resolver goes by it, everybody else is what they are. */
  start(version: SpecVersion): Promise<Adapter>;
  /** Somebody else started it, and it cannot be started anew. */
  readonly attached?: true;
}
