import { isIPv6 } from './address.ts';

/** A host with or without a port, as server names, `Host` headers and URLs write it (RFC 3986 3.2). */
export interface HostPort {
  /** An IPv6 address keeps its brackets. */
  readonly host: string;
  /** The digits as written: `0443` is not `443`. Empty where nothing stands behind the colon. */
  readonly port?: string;
}

/** Takes any text: one that does not end in a port is a host as a whole. */
export function splitHostPort(text: string): HostPort {
  const parts = /^(\[[^\]]*\]|[^:]*):(\d*)$/.exec(text);
  return parts ? { host: parts[1] ?? '', port: parts[2] ?? '' } : { host: text };
}

/** What an author means by it: whatever stands behind the colon is the port, be it none. */
export function splitMeantPort(text: string): HostPort {
  const parts = /^(\[[^\]]*\]|[^:[]*):(.*)$/s.exec(text);
  return parts ? { host: parts[1] ?? '', port: parts[2] ?? '' } : { host: text };
}

/** RFC 3986 3.2.2: an IPv6 address stands in brackets. */
export function inBrackets(host: string): string {
  return isIPv6(host) ? `[${host}]` : host;
}

/** An address as DNS and sockets write it; whatever has no brackets stays as it is. */
export function withoutBrackets(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}

export function withPort(host: string, port: number | string): string {
  return `${inBrackets(host)}:${port}`;
}

/** AMB-15: the port that HTTPS has anyway. */
export function withoutDefaultPort(text: string): string {
  return splitHostPort(text).port === '443' ? text.slice(0, -':443'.length) : text;
}
