import { address } from '../model/index.ts';

/**
 * How a Host header relates to the one expected. `default-port`: only `:443` more or less (AMB-15, S1-d, S2-d, S31-c,
 * S32-d: lenient everywhere). `spelling`: the same IP address written in another way (AMB-18: open).
 */
export type HostLikeness = 'same' | 'default-port' | 'spelling' | 'different';

export function compareHost(expected: string, seen: string | null): HostLikeness {
  if (seen === null) return 'different';
  const [wanted, got] = [expected.toLowerCase(), seen.toLowerCase()];
  if (wanted === got) return 'same';
  if (withoutDefaultPort(wanted) === withoutDefaultPort(got)) return 'default-port';
  const [a, b] = [splitHost(withoutDefaultPort(wanted)), splitHost(withoutDefaultPort(got))];
  const there = address(a.name);
  return there !== undefined && there === address(b.name) && a.port === b.port ? 'spelling' : 'different';
}

export interface HostParts {
  /** An IPv6 address keeps its brackets. */
  readonly name: string;
  readonly port?: string;
}

/** Leading zeros belong to the port as written: `:0443` is not `:443`. */
export function splitHost(host: string): HostParts {
  const parts = /^(\[[^\]]*\]|[^:]*):(\d*)$/.exec(host);
  return parts ? { name: parts[1] ?? '', port: parts[2] ?? '' } : { name: host };
}

const withoutDefaultPort = (host: string) => (splitHost(host).port === '443' ? host.slice(0, -4) : host);
