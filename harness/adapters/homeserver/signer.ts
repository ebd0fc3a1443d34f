import * as z from 'zod';
import type { Signer } from '../../evidence/index.ts';
import { AdapterError } from '../adapter-error.ts';
import { exchange } from './exchange.ts';

const keyDocument = z.object({
  server_name: z.string().regex(/^\P{C}+$/u),
  verify_keys: z.record(z.string(), z.object({ key: z.string().regex(/^[A-Za-z0-9+/]+$/) })),
});

const PATIENCE_MS = 10_000;

/** Who a homeserver says it is, from its own key document (`/_matrix/key/v2/server`). */
export async function fetchSigner(origin: string, path: string): Promise<Signer> {
  const url = `${origin}${path}`;
  const { status, body } = await exchange(
    origin,
    { method: 'GET', path, headers: {} },
    AbortSignal.timeout(PATIENCE_MS),
  ).catch((cause: unknown) => {
    throw noKeys(url, cause instanceof Error ? cause.message : String(cause));
  });
  const parsed = keyDocument.safeParse(parse(body));
  if (status !== 200 || !parsed.success) throw noKeys(url, `status ${status}`);
  const { server_name: name, verify_keys: keys } = parsed.data;
  const verifyKeys = Object.fromEntries(Object.entries(keys).map(([id, { key }]) => [id, key]));
  return { name, verifyKeys };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function noKeys(url: string, came: string): AdapterError {
  const what = `${url} brought no key document: ${came}`;
  return new AdapterError('homeserver-no-keys', what, 'correct `signer`, or leave it out');
}
