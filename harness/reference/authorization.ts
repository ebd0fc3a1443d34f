import type { ValidServerName } from '../model/index.ts';
import { KEY_ID, OWN_NAME, signatureOf } from './identity.ts';
import type { WireRequest } from './request.ts';

/** What is signed of a request; without `content` where there is no body. */
export interface SignedObject {
  readonly method: string;
  readonly uri: string;
  readonly origin: string;
  readonly destination: string;
  readonly content?: unknown;
}

/** neither version nor keys, and nothing outside of federation, is signed. */
export function hasToBeSigned({ path }: WireRequest): boolean {
  return path.startsWith('/_matrix/federation/') && !/^\/_matrix\/federation\/v1\/version(\?|$)/.test(path);
}

/** A-4, D-13: the server name that was asked for, whatever it delegates to. */
export function destination(asked: ValidServerName): string {
  return asked.text;
}

/** the request target as it is sent, with its query. */
export function signedUri(path: string): string {
  return path;
}

export function signedObject(
  { method, body }: WireRequest,
  uri: string,
  destinationName: string,
): SignedObject {
  const named = { method, uri, origin: OWN_NAME, destination: destinationName };
  return body === undefined ? named : { ...named, content: parsed(body) };
}

/** A case may have something sent that is no JSON: then its text is all there is to sign. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

/** one space, lower-case names, every value quoted. Server names and key ids hold nothing to escape. */
export function authorization(signed: SignedObject): string {
  const { origin, destination: to } = signed;
  const sig = signatureOf(canonical(signed));
  return `X-Matrix origin="${origin}",destination="${to}",key="${KEY_ID}",sig="${sig}"`;
}

/** Canonical JSON. JavaScript sorts by UTF-16 unit, which is not the order of code points. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const keys = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => ({ key, order: [...key].map((c) => c.codePointAt(0) ?? 0), member }))
    .sort((a, b) => inOrder(a.order, b.order));
  return `{${keys.map(({ key, member }) => `${JSON.stringify(key)}:${canonical(member)}`).join(',')}}`;
}

function inOrder(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((point, index) => point !== b[index]);
  if (at < 0) return a.length - b.length;
  return (a[at] ?? -1) - (b[at] ?? -1);
}
