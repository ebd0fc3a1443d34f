import type { Command } from 'commander';

/**
 * One verb of the command line: a line in `verbs.mjs` and a file that exports `define`.
 *
 * `define` gets the verb's own commander command, already named and summarised, and adds arguments, options, examples
 * and the action, which leaves the exit code in `process.exitCode` (nothing left means 0). Errors are thrown. `works` says
 * which verbs work without a sandbox: a verb cannot look into the table that it stands in.
 */
export interface Verb {
  readonly name: string;
  /** Half a sentence for `signpost --help`. */
  readonly summary: string;
  /** Runs inside the sandbox. */
  readonly inside?: true;
  /** Whether it takes a world with the ordinary options, so that this is opened while the verb is loaded. */
  readonly ahead?: (words: readonly string[]) => boolean;
  /** Of use only for what runs inside. */
  readonly forSandbox?: true;
  /** Exit codes 0 and 1 count only with a record that says the same. */
  readonly recorded?: true;
  /** Not in `signpost --help`. */
  readonly hidden?: true;
  /** What follows `--` on its command line is a program with its arguments. */
  readonly program?: true;
  readonly load: () => Promise<VerbModule>;
}

export interface VerbModule {
  readonly define: (command: Command, program: readonly string[] | undefined, works: string) => void;
}
