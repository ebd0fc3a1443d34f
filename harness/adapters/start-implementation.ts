import { basename, dirname } from 'node:path';
import { cacheFolder } from '../world/index.ts';
import type { About, Adapter } from './adapter.ts';
import { AdapterError } from './adapter-error.ts';
import type { Command } from './child.ts';
import { isProgram } from './find-implementation.ts';
import type { Implementation } from './implementation.ts';
import { installFolder, isComplete, isInstallable } from './install-folder.ts';
import { placed } from './placed.ts';
import { PATIENCE, startProcess } from './process-adapter.ts';

/** Ready to be asked once the promise resolves. What it says of itself gives way to its `implementation.json`. */
export async function startImplementation(implementation: Implementation): Promise<Adapter> {
  const command = await commandOf(implementation);
  const patience = { ...PATIENCE, hello: implementation.startSeconds * 1000 };
  return startProcess(command, patience, (about) => withManifest(about, implementation));
}

/** Whether it can be started as it is: it needs no installation, or has one. */
export async function isInstalled(implementation: Implementation): Promise<boolean> {
  if (!isInstallable(implementation)) return true;
  return isComplete(await installFolder(implementation, cacheFolder()), implementation.install);
}

/** The program to start, its placeholders filled in. */
export async function commandOf(implementation: Implementation): Promise<Command> {
  const { name, folder } = implementation;
  if (!(await isInstalled(implementation))) {
    const hint = `run: npx signpost install ${onShelf(folder) ? name : folder}`;
    throw new AdapterError('not-installed', `${name} is not installed`, hint);
  }
  for (const program of implementation.needs) {
    if (await isProgram(program)) continue;
    throw new AdapterError(
      'command-not-found',
      `${name} needs ${program}, which is not on PATH`,
      'install it',
    );
  }
  const cache = isInstallable(implementation)
    ? await installFolder(implementation, cacheFolder())
    : undefined;
  const fill = (text: string) => placed(text, { cache, here: folder });
  const env = Object.entries(implementation.env).map(([key, value]) => [key, fill(value)] as const);
  return { argv: implementation.start.map(fill), env: Object.fromEntries(env) };
}

/** Whether its name alone finds it. */
function onShelf(folder: string | undefined): boolean {
  return folder !== undefined && basename(dirname(folder)) === 'implementations';
}

function withManifest(about: About, implementation: Implementation): About {
  const { folder, name, version, language, source, can, parallel, stallParallel } = implementation;
  if (folder === undefined) return about;
  return {
    ...about,
    name,
    ...(version ? { version } : {}),
    ...(language ? { language } : {}),
    ...(source ? { source } : {}),
    ...(can ? { can } : {}),
    ...(parallel ? { parallel } : {}),
    ...(stallParallel ? { stallParallel } : {}),
  };
}
