import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { cacheFolder, HarnessError } from '../base/index.ts';
import { ROOT } from './delegations.ts';
import { untilFirstVerdict } from './first-verdict.ts';
import type { TrialName, Trials } from './trials/index.ts';
import { untilAskedAgain } from './until-asked-again.ts';
import { wallOf } from './wall-of.ts';

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
    return inFolder((folder) => untilFirstVerdict([SIGNPOST, 'run', ...words, '--reports', folder], folder));
  }

  /** Milliseconds of a whole run, from starting the command to its end. */
  async run(words: readonly string[]): Promise<number> {
    return inFolder((folder) => wallOf([process.execPath, SIGNPOST, 'run', ...words, '--reports', folder]));
  }

  /** The same as it is mostly typed. */
  async runByNpx(words: readonly string[]): Promise<number> {
    return inFolder((folder) => wallOf(['npx', 'signpost', 'run', ...words, '--reports', folder], ROOT));
  }

  /** Milliseconds of two bare starts of Node, the second in namespaces of its own. */
  async floorOfStart(): Promise<number> {
    const bare = [process.execPath, '-e', '0'];
    return (await wallOf(bare)) + (await wallOf(['unshare', ...UNSHARE, ...bare]));
  }

  /** So many times the milliseconds from a change of a file that is watched to the first verdict after it. */
  async askedAgain(words: readonly string[], times: number): Promise<readonly number[]> {
    return inFolder(async (folder) => {
      const file = path.join(folder, 'source');
      await writeFile(file, '');
      const reports = path.join(folder, 'reports');
      const command = [SIGNPOST, 'run', ...words, '--reports', reports, '--watch', file];
      return untilAskedAgain({ command, file, reports }, times);
    });
  }
}

const UNSHARE = ['--user', '--map-root-user', '--net', '--mount', '--pid', '--fork', '--mount-proc'];

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'signpost-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

function failed(name: string, complaint: string): HarnessError {
  const hint = 'see what was said above; only one benchmark at a time may run on a machine';
  return new HarnessError('trial-failed', `the trial ${name} failed:\n${complaint.trim()}`, hint);
}
