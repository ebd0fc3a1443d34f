import type { Command } from 'commander';
import type { Ticket } from '../sandbox/index.ts';

/**
 * One verb of the command line: a line in `verbs.mjs` and a file that exports `define`.
 *
 * `define` gets the verb's own commander command, already named and summarised, and adds arguments, options, examples
 * and the action. The action returns the exit code.
 */
export interface Verb {
  readonly name: string;
  /** Half a sentence for `signpost --help`. */
  readonly summary: string;
  /** Runs inside the sandbox. */
  readonly inside?: true;
  /** Not in `signpost --help`. */
  readonly hidden?: true;
  readonly load: () => Promise<VerbModule>;
}

export interface VerbModule {
  readonly define: (command: Command) => void;
}

export type { Ticket };
