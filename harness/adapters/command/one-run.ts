import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { excerpt } from '../../base/index.ts';
import { notStarted } from '../not-started.ts';
import type { Command } from '../process/child.ts';
import { signalGroup } from '../process/process-group.ts';
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
 * Runs a program to its end, in a process group of its own, of which nothing is left afterwards. When `signal` aborts,
 * the group is killed, and the promise rejects with the signal's reason once it is gone.
 */
export async function runOnce({ argv, env }: Command, log: TextRing, signal: AbortSignal): Promise<RunEnd> {
  signal.throwIfAborted();
  const [program = '', ...args] = argv;
  const child = spawn(program, args, {
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: new TextRing(KEPT), stderr: new TextRing(KEPT) };
  for (const name of ['stdout', 'stderr'] as const) {
    readPaced(child[name], (chunk) => {
      said[name].push(chunk);
      log.push(chunk);
    });
  }
  const closed = Promise.all([once(child.stdout, 'close'), once(child.stderr, 'close')]);
  const kill = () => signalGroup(child.pid, 'SIGKILL');
  signal.addEventListener('abort', kill, { once: true });
  try {
    const [code, ended] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    kill();
    const patience = new AbortController();
    await Promise.race([closed, delay(PIPES_MS, undefined, { signal: patience.signal }).catch(() => {})]);
    patience.abort();
    signal.throwIfAborted();
    const texts = [said.stderr.read(), said.stdout.read()];
    const lines = texts.map((text) => text.trim().split('\n').at(-1) ?? '');
    const lastLine = excerpt(lines.find((line) => line !== '') ?? '', 1000);
    return { code, signal: ended, lastLine, stderr: texts[0] ?? '' };
  } catch (cause) {
    if (signal.aborted) throw signal.reason;
    throw notStarted(program, cause);
  } finally {
    signal.removeEventListener('abort', kill);
    child.stdout.destroy();
    child.stderr.destroy();
  }
}
