import { excerpt } from '../../base/index.ts';
import { type Command, Program } from '../process/program.ts';
import { readPaced } from '../process/read-paced.ts';
import { TextRing } from '../process/text-ring.ts';

/** How one run ended. */
export interface RunEnd {
  /** `null`: by `signal`. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** What it wrote last to stderr, or else to stdout. */
  readonly lastLine: string;
  /** The end of what it wrote there. */
  readonly stderr: string;
}

/** Of what one run writes, its end is of interest; in octets. */
const KEPT = 4096;
/** A pipe may be held open by a process that left the group. */
const PIPES_MS = 2000;

/**
 * Runs a program to its end; nothing of it is left afterwards. When `signal` aborts, it is killed, and the promise rejects
 * with the signal's reason once it is gone.
 */
export async function runOnce(command: Command, log: TextRing, signal: AbortSignal): Promise<RunEnd> {
  signal.throwIfAborted();
  const program = await Program.start(command, 'ignore');
  const said = { stdout: new TextRing(KEPT), stderr: new TextRing(KEPT) };
  for (const name of ['stdout', 'stderr'] as const) {
    readPaced(program[name], (chunk) => {
      said[name].push(chunk);
      log.push(chunk);
    });
  }
  const kill = () => program.kill();
  signal.addEventListener('abort', kill, { once: true });
  try {
    if (signal.aborted) kill();
    const { code, signal: ended } = await program.drained(PIPES_MS);
    signal.throwIfAborted();
    const neverRan = await program.neverRan();
    if (neverRan) throw neverRan;
    const texts = [said.stderr.read(), said.stdout.read()];
    const lines = texts.map((text) => text.trim().split('\n').at(-1) ?? '');
    const lastLine = excerpt(lines.find((line) => line !== '') ?? '', 1000);
    return { code, signal: ended, lastLine, stderr: texts[0] ?? '' };
  } finally {
    signal.removeEventListener('abort', kill);
  }
}
