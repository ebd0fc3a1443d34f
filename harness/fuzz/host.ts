import { withoutDefaultPort } from '../model/index.ts';

/** AMB-15, D-8: letter case, and the port that HTTPS has anyway, make no difference. */
export function canonicalHost(header: string | null): string {
  return header === null ? '(none)' : withoutDefaultPort(header.toLowerCase());
}
