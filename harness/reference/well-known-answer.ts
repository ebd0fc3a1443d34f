import { parseServerName, type ValidServerName } from '../model/index.ts';
import type { WellKnownResult } from './well-known-result.ts';

/** S3-d, S3-e: the other 2xx are "non-200" too. S3-i: the Content-Type plays no part. */
export function judgeHead(status: number): boolean {
  return status === 200;
}

/** S3-g, S3-j: undefined for what is not JSON in UTF-8. */
export function parseBody(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

/** S3-h, S3-k, S3-s, G-16: a string `m.server` with the grammar of a server name; the rest is nobody's business. */
export function validateDelegation(document: unknown): ValidServerName | undefined {
  if (typeof document !== 'object' || document === null || !Object.hasOwn(document, 'm.server'))
    return undefined;
  const text = (document as { readonly 'm.server': unknown })['m.server'];
  if (typeof text !== 'string') return undefined;
  const name = parseServerName(text);
  return name.ok ? name : undefined;
}

/** S3-l, AMB-5 reading (a): however the file failed, steps 4 to 6 are tried. */
export function goesOnAfter(): boolean {
  return true;
}

/** D-3. R-6: a redirect moves the file, and nothing else. */
export function decidingName(asked: ValidServerName, found: WellKnownResult): ValidServerName {
  return found.kind === 'delegated' ? found.name : asked;
}
