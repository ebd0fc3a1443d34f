import { chmod } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { cacheFolder, excerpt, isProgram, ownCommand } from '../base/index.ts';
import { Confinement } from '../sandbox/index.ts';
import { authorityBundle } from '../world/index.ts';
import type { Ability, About, Adapter } from './adapter.ts';
import { AdapterError } from './adapter-error.ts';
import { CommandAdapter } from './command/index.ts';
import {
  type Attached,
  attachHomeserver,
  type Launch,
  type Remains,
  startHomeserver,
} from './homeserver/index.ts';
import type {
  CommandImplementation,
  HomeserverImplementation,
  Implementation,
  ProcessImplementation,
} from './implementation.ts';
import { installFolder, isComplete, isInstallable } from './install/install-folder.ts';
import { usesBinary } from './own-binary.ts';
import { type Places, placed, placedInFirst } from './placed.ts';
import { PATIENCE, STDERR_LIMIT, startProcess } from './process/process-adapter.ts';
import type { Command } from './process/program.ts';
import { TextRing } from './process/text-ring.ts';

/** Cases at once, where its description does not say. */
const HOMESERVER_PARALLEL = 8;
const COMMAND_PARALLEL = 8;
/** From SIGTERM to SIGKILL. A homeserver has a database to close. */
const SERVER_GRACE_MS = 5_000;

export interface StartTerms {
  /** Milliseconds from SIGTERM to SIGKILL, for a homeserver. */
  readonly graceMs?: number;
  /** What stays of a homeserver beyond its end. */
  readonly kept?: Remains | undefined;
  /** How it is kept to itself; inside the sandbox that is never left out. */
  readonly confinement?: Confinement | undefined;
}

/** Ready to be asked once the promise resolves. What it says of itself gives way to its `implementation.json`. */
export async function startImplementation(
  implementation: Implementation,
  { graceMs = SERVER_GRACE_MS, kept, confinement = usualConfinement() }: StartTerms = {},
): Promise<Adapter> {
  switch (implementation.kind) {
    case 'process': {
      const command = await commandOf(implementation, confinement);
      const patience = { ...PATIENCE, hello: implementation.startSeconds * 1000 };
      return startProcess(command, patience, (about) => withManifest(about, implementation));
    }
    case 'homeserver':
      return 'url' in implementation.server
        ? attach(implementation, implementation.server)
        : launch(implementation, implementation.server, { graceMs, kept, confinement });
    case 'command':
      return oneShot(implementation, confinement);
    default:
      return implementation satisfies never;
  }
}

/** It says nothing of itself either, and claims nothing: what it does is all there is. */
async function oneShot(
  implementation: CommandImplementation,
  confinement: Confinement | undefined,
): Promise<Adapter> {
  const command = await commandOf(implementation, confinement);
  const { name, version = 'unknown' } = implementation;
  const about: About = { name, version, can: ['connect'], parallel: COMMAND_PARALLEL, forgets: true };
  return new CommandAdapter(withManifest(about, implementation), implementation, command);
}

async function launch(
  implementation: HomeserverImplementation,
  server: Launch,
  { graceMs, kept, confinement }: StartTerms & { readonly graceMs: number },
): Promise<Adapter> {
  const { name, env, folder = '', startSeconds, triggers, signer, root = false } = implementation;
  const places = { ...(await placesOf(implementation)), ca: await authorityBundle() };
  const log = new TextRing(STDERR_LIMIT);
  const confined = { needs: await needsOf(places, confinement), root, confinement };
  const setting = { name, here: folder, places, env, startMs: startSeconds * 1000, log, kept, ...confined };
  const about = aboutHomeserver(implementation);
  return startHomeserver({ launch: server, triggers, signer, setting, about, graceMs });
}

function attach(implementation: HomeserverImplementation, { url }: Attached): Promise<Adapter> {
  const { triggers, signer } = implementation;
  return attachHomeserver({ url, triggers, signer, about: aboutHomeserver(implementation) });
}

/** A homeserver cannot introduce itself: it is what its description says, and it answers before it is done. */
function aboutHomeserver(implementation: HomeserverImplementation): About {
  const { name, version = 'unknown', signer } = implementation;
  const can: Ability[] = signer === undefined ? ['connect'] : ['connect', 'signed'];
  const about = { name, version, can, parallel: HOMESERVER_PARALLEL, answersEarly: true };
  return withManifest(about, implementation);
}

/** Whether it can be started as it is: nothing has to be built, or given by the user, that is not there. */
export async function isInstalled(implementation: Implementation): Promise<boolean> {
  if (wantsBinary(implementation)) return false;
  if (!isInstallable(implementation)) return true;
  return isComplete(await installFolder(implementation, cacheFolder()), implementation.install);
}

/** The program to start, its placeholders filled in. */
export async function commandOf(
  implementation: ProcessImplementation | CommandImplementation,
  confinement: Confinement | undefined = usualConfinement(),
): Promise<Command> {
  const places = await placesOf(implementation);
  // The words of a question come later, and in a command line of the user's there is nothing to fill in.
  const fill = implementation.kind === 'command' || places.here === undefined ? placedInFirst : placed;
  const env = Object.entries(implementation.env).map(([key, value]) => [key, placed(value, places)] as const);
  return {
    argv: implementation.start.map((word) => fill(word, places)),
    env: Object.fromEntries(env),
    needs: await needsOf(places, confinement),
    root: implementation.root ?? false,
    confinement,
  };
}

/** Outside of the sandbox nothing can be kept to itself: that is for tests of adapters alone. */
function usualConfinement(): Confinement | undefined {
  return process.env.SIGNPOST_SCRATCH === undefined ? undefined : new Confinement();
}

/** What a program sees in any case. An installation made by an earlier version may be for its owner's eyes only. */
async function needsOf(
  { cache, here, ca }: Places,
  confinement: Confinement | undefined,
): Promise<readonly string[]> {
  if (cache !== undefined && confinement?.owner !== undefined) await chmod(cache, 0o755);
  return [cache, here, ca].filter((path) => path !== undefined);
}

/** What its placeholders stand for, once everything is there that it needs. */
async function placesOf(implementation: Implementation): Promise<Places> {
  const { name, typed = name, folder, binary } = implementation;
  if (wantsBinary(implementation)) {
    const hint = `run: ${ownCommand('run', '-i', typed, '--binary', 'PATH')}`;
    throw new AdapterError('binary-missing', `${name} is in no registry: its program has to be given`, hint);
  }
  if (binary !== undefined && !(await isProgram(binary))) {
    throw new AdapterError('command-not-found', `there is no program ${excerpt(binary)}`, 'correct --binary');
  }
  if (!(await isInstalled(implementation))) {
    const hint = `run: ${ownCommand('install', onShelf(folder) ? name : (folder ?? name))}`;
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
  return { cache, here: folder, binary };
}

function wantsBinary(implementation: Implementation): boolean {
  return implementation.binary === undefined && usesBinary(implementation);
}

/** Whether its name alone finds it. */
function onShelf(folder: string | undefined): boolean {
  return folder !== undefined && basename(dirname(folder)) === 'implementations';
}

function withManifest(about: About, implementation: Implementation): About {
  const { folder, name, version, language, source, can, parallel, stallParallel, forgets } = implementation;
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
    ...(forgets !== undefined ? { forgets } : {}),
  };
}
