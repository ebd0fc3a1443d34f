import { settlesWithin } from '../patience.ts';
import { type Command, type Exit, Program } from '../process/program.ts';
import { readPaced } from '../process/read-paced.ts';

/** A pipe that is still open this long after the end is held by a process that left the group. */
const DRAIN_MS = 500;

/** A program that is not talked to through its pipes: what it writes, to stdout or stderr, is its log. */
export class ServerProcess {
  readonly #program: Program;
  /** It has ended, and what it wrote has been read. Rejects with why it never ran. */
  readonly exit: Promise<Exit>;

  private constructor(program: Program, log: (chunk: Uint8Array) => void) {
    this.#program = program;
    for (const pipe of [program.stdout, program.stderr]) {
      readPaced(pipe, log);
    }
    this.exit = this.#follow();
    // Somebody may only look at it later.
    this.exit.catch(() => {});
  }

  static async start(command: Command, log: (chunk: Uint8Array) => void): Promise<ServerProcess> {
    return new ServerProcess(await Program.start(command, 'ignore'), log);
  }

  /** SIGTERM, then SIGKILL `graceMs` later. Nothing of it is left. */
  async end(graceMs: number): Promise<void> {
    this.#program.terminate();
    if (await settlesWithin(this.exit, graceMs)) return;
    this.#program.kill();
    await settled(this.exit);
  }

  async #follow(): Promise<Exit> {
    const exit = await this.#program.drained(DRAIN_MS);
    const neverRan = await this.#program.neverRan();
    if (neverRan) throw neverRan;
    return exit;
  }
}

const settled = (promise: Promise<unknown>) =>
  promise.then(
    () => {},
    () => {},
  );
