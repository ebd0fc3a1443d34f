import type { About, Adapter } from '../adapter.ts';
import { AdapterError } from '../adapter-error.ts';
import type { Launch, Trigger } from './description.ts';
import { HomeserverAdapter } from './homeserver-adapter.ts';
import { OwnServer, type Setting } from './own-server.ts';
import { fetchSigner } from './signer.ts';

export interface StartOptions {
  readonly launch: Launch;
  readonly triggers: Readonly<Record<string, Trigger>>;
  /** Path of its key document. */
  readonly signer: string | undefined;
  readonly setting: Setting;
  readonly about: About;
  /** Milliseconds from SIGTERM to SIGKILL. */
  readonly graceMs: number;
}

/** The server name of every homeserver that we start: no case has it, and nothing in the world asks for it. */
export const SELF = 'sut.test';

/** Starts a homeserver, and waits until it can be asked. */
export async function startHomeserver(options: StartOptions): Promise<Adapter> {
  const { launch, triggers, signer, about, graceMs } = options;
  const setting = { ...options.setting, places: { ...options.setting.places, self: SELF } };
  const begin = (signal: AbortSignal) => OwnServer.start(launch, setting, signal);
  const first = await begin(new AbortController().signal);
  try {
    const identity = signer === undefined ? {} : { signer: await fetchSigner(first.origin, signer) };
    const manner = { about: { ...about, ...identity }, triggers, self: SELF, log: setting.log, graceMs };
    return new HomeserverAdapter(first, begin, manner);
  } catch (error) {
    await first.end(graceMs);
    throw error instanceof AdapterError ? error.after(setting.log.read()) : error;
  }
}
