import { appendFile, chmod, cp, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '../../base/index.ts';
import { AdapterError } from '../adapter-error.ts';
import { placed } from '../placed.ts';
import { type Installable, installFolder, isComplete, missing } from './install-folder.ts';
import { runStep } from './install-step.ts';
import { missingTools, toolMissing } from './tool.ts';

export interface Installed {
  readonly folder: string;
  /** False when it was there already. */
  readonly built: boolean;
}

const BUILDING = '.building-';
/** A build that was killed leaves its folder. Older ones cannot be under way any more. */
const ABANDONED_MS = 24 * 3600 * 1000;

/**
 * Builds an implementation into the cache, or finds it there.
 *
 * It is built beside its final folder and takes that name when it is complete: what has the name is finished, and of
 * two builds at once the second uses the first one's.
 */
export async function installImplementation(
  implementation: Installable,
  cache: string,
  onProgress: (line: string) => void,
  signal?: AbortSignal,
): Promise<Installed> {
  const { install } = implementation;
  const folder = await installFolder(implementation, cache);
  if (await isComplete(folder, install)) return { folder, built: false };

  const lacking = await missingTools(install.needs);
  if (lacking.length > 0) throw toolMissing(...lacking);

  const home = dirname(folder);
  makeFolder(home);
  await sweep(home);
  const building = await mkdtemp(join(home, `${BUILDING}${basename(folder)}-`));
  // Started as root, it will run as a user of no rights.
  await chmod(building, 0o755);
  try {
    await build(implementation, building, `${folder}.log`, onProgress, signal);
    await takeName(building, folder, implementation);
    await rm(`${folder}.log`, { force: true });
    return { folder, built: true };
  } finally {
    await rm(building, { recursive: true, force: true });
    // Of a build that failed the log is kept, of one that was given up nothing.
    if (signal?.aborted) await rm(`${folder}.log`, { force: true });
  }
}

async function build(
  { name, folder: here, install }: Installable,
  building: string,
  log: string,
  onProgress: (line: string) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  await rm(log, { force: true });
  for (const path of install.copy) {
    await cp(join(here, path), join(building, path), { recursive: true });
  }
  for (const step of install.steps) {
    const argv = step.map((word) => placed(word, { cache: building, here }));
    onProgress(`${name}: ${argv.join(' ')}`);
    const onWaiting = (seconds: number, line: string) => onProgress(`${name}: ${seconds} s  ${line}`);
    await runStep({ argv, folder: building, log, signal, onWaiting });
  }
  const lacking = await missing(building, install);
  if (lacking.length === 0) return;
  await appendFile(log, `missing: ${lacking.join(' ')}\n`);
  const what = `the build of ${name} ended well without making ${lacking.join(' and ')}`;
  throw new AdapterError('install-failed', what, `correct \`install.provides\`, or see ${log}`);
}

async function takeName(building: string, folder: string, { install }: Installable): Promise<void> {
  try {
    await rename(building, folder);
  } catch (cause) {
    if (await isComplete(folder, install)) return;
    // Emptied by hand: it lacks what it should provide, so nobody can be using it.
    await rm(folder, { recursive: true, force: true });
    await rename(building, folder).catch(() => {
      throw cause;
    });
  }
}

async function sweep(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (!name.startsWith(BUILDING)) continue;
    const path = join(home, name);
    const age = await stat(path).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > ABANDONED_MS) await rm(path, { recursive: true, force: true });
  }
}
