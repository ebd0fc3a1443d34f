import { isIP } from 'node:net';
import type { ServerName, ValidServerName } from '../../model/index.ts';
import { parseServerName } from '../../model/index.ts';

/** A name that the grammar does not allow, as somebody takes it who does not look. */
export function takenFor(host: string, port?: number): ValidServerName {
  const kind = isIP(host) === 4 ? 'ipv4' : isIP(host) === 6 ? 'ipv6' : 'dns';
  const shown = kind === 'ipv6' ? `[${host}]` : host;
  if (port === undefined) return { ok: true, kind, host, text: shown, open: [] };
  return { ok: true, kind, host, port, portText: String(port), text: `${shown}:${port}`, open: [] };
}

/** What is no server name is mended, and read again. */
export function mending(mend: (text: string) => string): (text: string) => ServerName {
  return (text) => {
    const name = parseServerName(text);
    return name.ok ? name : parseServerName(mend(text));
  };
}

/** The same for an `m.server`. */
export function mendedDelegation(
  document: unknown,
  mend: (text: string) => string,
): ValidServerName | undefined {
  const text = serverOf(document);
  const name = typeof text === 'string' ? mending(mend)(text) : undefined;
  return name?.ok ? name : undefined;
}

export function serverOf(document: unknown): unknown {
  return typeof document === 'object' && document !== null && 'm.server' in document
    ? document['m.server']
    : undefined;
}

// Each takes one liberty.

export const withoutScheme = (text: string) => text.replace(/^[a-z]+:\/\//, '');
export const withoutPath = (text: string) => text.replace(/[/?#].*$/s, '');
export const withoutUser = (text: string) => text.replace(/^[^@]*@/, '');
export const withoutEmptyPort = (text: string) => text.replace(/:$/, '');
/** As C's atoi and JavaScript's parseInt do. */
export const withDigitsOfPort = (text: string) => text.replace(/:(\d{1,5})[^\d].*$/s, ':$1');
export const inBrackets = (text: string) => (isIP(text) === 6 ? `[${text}]` : text);
export const withoutZone = (text: string) => text.replace(/%[^\]]*\]/, ']');

/** A character that DNS could carry all the same. */
export function anyAlphabet(text: string): ServerName {
  const name = parseServerName(text);
  if (name.ok) return name;
  const [, host, port] = /^([\w.~*-]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  return host === undefined ? name : takenFor(host, port === undefined ? undefined : Number(port));
}

/** Host and port are what stands before and after the last colon. */
export function splitAtLastColon(text: string): ValidServerName {
  const [, host = text, port] = /^(.*):(\d+)$/s.exec(text) ?? [];
  return takenFor(host, port === undefined ? undefined : Number(port));
}
