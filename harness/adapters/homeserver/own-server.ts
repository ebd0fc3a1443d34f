import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { excerpt, ownCommand } from '../../base/index.ts';
import { withPort } from '../../model/index.ts';
import type { Confinement } from '../../sandbox/index.ts';
import { AdapterError } from '../adapter-error.ts';
import { abortable, settlesWithin } from '../patience.ts';
import { type Places, placed } from '../placed.ts';
import { withHidden } from '../process/hidden-hint.ts';
import { type Command, howItEnded } from '../process/program.ts';
import type { TextRing } from '../process/text-ring.ts';
import { DataFolder } from './data-folder.ts';
import type { Launch } from './description.ts';
import { exchange } from './exchange.ts';
import type { Remains } from './remains.ts';
import type { Server } from './server.ts';
import { ServerProcess } from './server-process.ts';

/** Everything that a start needs besides its description. */
export interface Setting {
  /** For messages: `synapse`. */
  readonly name: string;
  readonly here: string;
  readonly places: Places;
  readonly env: Readonly<Record<string, string>>;
  readonly startMs: number;
  readonly log: TextRing;
  /** What stays of it beyond its end. */
  readonly kept: Remains | undefined;
  readonly needs: readonly string[];
  readonly root: boolean;
  readonly confinement: Confinement | undefined;
}

const PORT = '8008';
/** Between two looks whether it answers yet. */
const LOOK_MS = 50;

/** A homeserver in a data folder and on a loopback address of its own, both new for each start. */
export class OwnServer implements Server {
  readonly origin: string;
  readonly #process: ServerProcess;
  readonly #folder: DataFolder;
  readonly #setting: Setting;
  #broken: AdapterError | null = null;

  private constructor(origin: string, process: ServerProcess, folder: DataFolder, setting: Setting) {
    this.origin = origin;
    this.#process = process;
    this.#folder = folder;
    this.#setting = setting;
    process.exit.then(
      (exit) => {
        this.#broken ??= gone(setting, howItEnded(exit));
      },
      (error: AdapterError) => {
        this.#broken ??= error;
      },
    );
  }

  /** Resolves when it can be asked; rejects with the signal's reason, or with what went wrong. */
  static async start(launch: Launch, setting: Setting, signal: AbortSignal): Promise<OwnServer> {
    const folder = await DataFolder.make(setting.confinement);
    let process: ServerProcess | undefined;
    let last: Command | undefined;
    try {
      const address = loopbackAddress();
      const places = { ...setting.places, data: folder.path, address, port: PORT };
      await folder.write(launch.files, setting.here, places);
      const late = AbortSignal.timeout(setting.startMs);
      const enough = AbortSignal.any([late, signal]);
      const begin = (argv: readonly string[]) => {
        last = command(argv, places, setting);
        return ServerProcess.start(last, (chunk) => {
          setting.log.push(chunk);
          setting.kept?.log.push(chunk);
        });
      };
      setting.kept?.log.begin(`${setting.name} starts at ${new Date().toISOString()} on ${address}`);
      for (const step of launch.prepare) await prepare(await begin(step), step, setting, enough);
      process = await begin(launch.start);
      const origin = `http://${withPort(address, PORT)}`;
      await untilReady(process, `${origin}${launch.ready}`, setting, enough);
      return new OwnServer(origin, process, folder, setting);
    } catch (error) {
      await process?.end(0);
      if (!signal.aborted) await setting.kept?.keepData(folder.path, true);
      await folder[Symbol.asyncDispose]();
      if (!(error instanceof AdapterError) || last === undefined) throw error;
      throw withHidden(error, setting.log.read(), last).after(setting.log.read());
    }
  }

  get broken(): AdapterError | null {
    return this.#broken;
  }

  breaksWithin(ms: number): Promise<boolean> {
    return settlesWithin(this.#process.exit, ms);
  }

  async end(graceMs: number): Promise<void> {
    const { name, kept } = this.#setting;
    const broke = this.#broken !== null;
    this.#broken ??= new AdapterError('adapter-ended', `${name} was ended`, 'ask before that');
    await this.#process.end(graceMs);
    await kept?.keepData(this.#folder.path, broke);
    await this.#folder[Symbol.asyncDispose]();
  }
}

/** All of 127.0.0.0/8 is ours to bind on Linux: one of 16 million addresses needs no search for a free port. */
function loopbackAddress(): string {
  const [a = 0, b = 0, c = 0] = randomBytes(3);
  return `127.${1 + (a % 254)}.${b}.${1 + (c % 254)}`;
}

function command(argv: readonly string[], places: Places, setting: Setting): Command {
  const { env, needs, root, confinement } = setting;
  const fill = (text: string) => placed(text, places);
  const filled = Object.entries(env).map(([key, value]) => [key, fill(value)] as const);
  const folder = places.data ?? '';
  const own = { needs, data: [folder], root, confinement };
  return { argv: argv.map(fill), folder, env: Object.fromEntries(filled), ...own };
}

async function prepare(
  step: ServerProcess,
  argv: readonly string[],
  setting: Setting,
  signal: AbortSignal,
): Promise<void> {
  try {
    const exit = await abortable(step.exit, signal);
    if (exit.code === 0) return;
    const what = `\`${excerpt(argv.join(' '))}\`, which prepares ${setting.name}, ${howItEnded(exit)}`;
    throw new AdapterError(
      'homeserver-not-prepared',
      `${what}${lastWords(setting.log)}`,
      'correct `prepare`',
    );
  } catch (error) {
    await step.end(0);
    throw signal.aborted ? notReady(setting, 'it was still being prepared') : error;
  }
}

async function untilReady(
  process: ServerProcess,
  url: string,
  setting: Setting,
  signal: AbortSignal,
): Promise<void> {
  const exited = process.exit.then((exit) => {
    throw gone(setting, `${howItEnded(exit)} before it was ready`);
  });
  // It may end when nobody waits for it here any more.
  exited.catch(() => {});
  let last = 'nothing';
  while (!signal.aborted) {
    const answer = await Promise.race([look(url, signal), exited]);
    if (answer === 'ready') return;
    last = answer;
    await Promise.race([delay(LOOK_MS, undefined, { signal }).catch(() => {}), exited]);
  }
  throw notReady(setting, `GET ${url} brought ${last}`);
}

/** `ready`, or what came instead. */
async function look(url: string, signal: AbortSignal): Promise<string> {
  const { origin, pathname, search } = new URL(url);
  try {
    const request = { method: 'GET', path: `${pathname}${search}`, headers: {} };
    const { status } = await exchange(origin, request, signal);
    return status >= 200 && status < 300 ? 'ready' : `status ${status}`;
  } catch (error) {
    if (signal.aborted) return 'no answer';
    return error instanceof Error ? error.message : String(error);
  }
}

function gone({ name, log }: Setting, how: string): AdapterError {
  const hint = `start it by hand inside \`${ownCommand('shell')}\` to see why`;
  return new AdapterError('homeserver-exited', `${name} ${how}${lastWords(log)}`, hint);
}

function notReady({ name, startMs, log }: Setting, last: string): AdapterError {
  const what = `${name} was not ready after ${startMs / 1000} s: ${last}${lastWords(log)}`;
  return new AdapterError('homeserver-not-ready', what, 'correct `ready`, or give it more `startSeconds`');
}

function lastWords(log: TextRing): string {
  const last = log.read().trim().split('\n').at(-1);
  return last ? `, last in its log: ${excerpt(last, 200)}` : '';
}
