import type { Case } from '../../model/index.ts';
import { answersOf, hostOfUrl, listenerOf, siteFor } from '../../model/index.ts';
import type { Outcome } from '../../oracle/index.ts';

/** The well-known file at the end of the right chain, as JSON; undefined where it is no object. */
export function answeredFile(c: Case, { wellKnown }: Outcome): Readonly<Record<string, unknown>> | undefined {
  const hop = wellKnown.at(-1);
  const listener = hop && listenerOf(c, hop.listener);
  if (hop === undefined || listener === undefined) return undefined;
  const site = siteFor(listener, hostOfUrl(hop.cert, listener.port));
  const route = site.routes.find(({ path }) => path === hop.path);
  const [answer] = route === undefined ? [] : answersOf(route);
  return answer?.status === 200 ? objectIn(answer.body) : undefined;
}

function objectIn(body: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
