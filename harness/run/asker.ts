import type { About } from '../adapters/index.ts';
import type { Case } from '../model/index.ts';
import type { CaseResult, LateResult } from './case-result.ts';
import type { Parents } from './parents.ts';
import type { AskedRounds } from './run-case.ts';
import type { Skip } from './why-skipped.ts';

/** Hears of each case once what came of it, or why it was not asked. */
export interface CaseWatcher {
  judged(c: Case, result: CaseResult): void;
  skipped(c: Case, skip: Skip): void;
  /** A fault of ours stood in the way of this case. */
  failed(c: Case, why: string): void;
  /** We or the machine were late, so that this is no verdict: what comes of the case is heard later. */
  late(c: Case, result: LateResult): void;
  /** From now on fewer cases are under way at once. */
  slowed?(): void;
}

/** Asks one implementation, or one mutant, the cases of a plan, and hears what came of each. */
export interface Asker extends CaseWatcher {
  /** Of whoever is asked. */
  readonly about: About;
  readonly parents: Pick<Parents, 'note' | 'endOf'>;
  /** Absent where whoever is asked cannot be started anew. */
  readonly restart?: Restart;
  /** Whether it asks this case of the plan; it asks all of them unless given. */
  readonly asks?: (c: Case) => boolean;
  /** `free`: only the wire is still watched, so that another case may begin. Rejects by a fault of ours. */
  ask(c: Case, rounds: AskedRounds, free: () => void): Promise<CaseResult>;
}

/** How whoever is asked ends and begins again, so that it finds the machine as a stage wants it. */
export interface Restart {
  /** Does nothing where it does not run. */
  stop(): Promise<void>;
  /** Settles with why it could not be started, if that is so. */
  start(): Promise<string | undefined>;
}
