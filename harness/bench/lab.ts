import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { cacheFolder, HarnessError } from '../base/index.ts';
import { ROOT } from './delegations.ts';
import { untilFirstVerdict } from './first-verdict.ts';
import type { TrialName, Trials } from './trials/index.ts';

type Settings<Name extends TrialName> = Parameters<Trials[Name]>[0];
type Result<Name extends TrialName> = Awaited<ReturnType<Trials[Name]>>;

/** Longer than the longest trial takes on a machine ten times as slow. */
const PATIENCE_MS = 300_000;
const SIGNPOST = path.join(ROOT, 'harness/signpost.mjs');

/** Where measurements are taken: each trial in a sandbox and a process of its own, one after another. */
export class Lab {
  readonly #say: (progress: string) => void;

  constructor(say: (progress: string) => void) {
    this.#say = say;
  }

  say(progress: string): void {
    this.#say(progress);
  }

  async trial<Name extends TrialName>(name: Name, settings: Settings<Name>): Promise<Result<Name>> {
    const command = [SIGNPOST, 'trial', name, JSON.stringify(settings)];
    // Thousands of certificates would make every other start slower. Implementations are installed in the user's cache.
    const cache = name === 'implementation' ? {} : { XDG_CACHE_HOME: path.join(cacheFolder(), 'bench') };
    const env = { ...process.env, ...cache };
    const child = spawn(process.execPath, command, {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: PATIENCE_MS,
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const [told, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
    if ((await ended) !== 0) throw failed(name, complaint);
    return JSON.parse(told) as Result<Name>;
  }

  /** Milliseconds from starting the command to its first verdict on disk; then it is ended. */
  async firstVerdict(words: readonly string[]): Promise<number> {
    const folder = await mkdtemp(path.join(tmpdir(), 'signpost-bench-'));
    try {
      return await untilFirstVerdict([SIGNPOST, 'run', ...words, '--reports', folder], folder);
    } finally {
      await rm(folder, { recursive: true });
    }
  }
}

function failed(name: string, complaint: string): HarnessError {
  const hint = 'see what was said above; only one benchmark at a time may run on a machine';
  return new HarnessError('trial-failed', `the trial ${name} failed:\n${complaint.trim()}`, hint);
}
