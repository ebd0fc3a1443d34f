import { excerpt } from '../../base/index.ts';
import type { About, Adapter } from '../adapter.ts';
import { AdapterError } from '../adapter-error.ts';
import { TextRing } from '../process/text-ring.ts';
import type { Trigger } from './description.ts';
import { HomeserverAdapter } from './homeserver-adapter.ts';
import { attachedServer } from './server.ts';
import { fetchSigner } from './signer.ts';

const PREFIX = 'attach:';

/** `attach:http://127.0.0.1:8008`, or `attach:synapse@http://…` to ask it as the description of that name says. */
export interface Attachment {
  readonly name?: string;
  readonly url: string;
}

/** Undefined for what is no attachment. */
export function parseAttachment(text: string): Attachment | undefined {
  if (!text.startsWith(PREFIX)) return undefined;
  const rest = text.slice(PREFIX.length);
  const at = rest.search(/@[a-z]+:\/\//);
  const url = rest.slice(at + 1);
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'http:' || parsed.pathname !== '/' || parsed.search !== '') {
    const what = `${excerpt(text)} is no address of a homeserver's client API`;
    throw new AdapterError(
      'implementation-unknown',
      what,
      'write attach:http://127.0.0.1:8008, or attach:NAME@http://…',
    );
  }
  return { url: parsed.origin, ...(at > 0 ? { name: rest.slice(0, at) } : {}) };
}

/**
 * The request that every known homeserver answers without a login. It is not known which of them is there, and they do
 * not agree on what their errors mean: only success is taken for an arrival.
 */
export const ANY_PROFILE: Trigger = {
  method: 'GET',
  path: '/_matrix/client/v3/profile/%40u%3A{server}',
  headers: {},
  reached: ['200'],
  failed: ['3xx', '4xx', '5xx'],
  notAsked: ['400 M_INVALID_PARAM', '429'],
};

export const KEY_DOCUMENT = '/_matrix/key/v2/server';

export interface AttachOptions {
  readonly url: string;
  readonly triggers: Readonly<Record<string, Trigger>>;
  /** Path of its key document; without one, the usual path is tried. */
  readonly signer: string | undefined;
  readonly about: About;
}

/** Drives a homeserver that the user started: it is asked, and neither started anew nor ended. */
export async function attachHomeserver({ url, triggers, signer, about }: AttachOptions): Promise<Adapter> {
  const identity = signer
    ? await fetchSigner(url, signer)
    : await fetchSigner(url, KEY_DOCUMENT).catch(() => undefined);
  const server = attachedServer(url);
  return new HomeserverAdapter(server, async () => server, {
    about: identity ? { ...about, signer: identity } : about,
    triggers,
    self: identity?.name ?? new URL(url).host,
    log: new TextRing(1),
    graceMs: 0,
  });
}
