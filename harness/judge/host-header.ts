import { canonicalAddress, sameHost, splitHostPort, withoutDefaultPort } from '../model/index.ts';

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
  const [a, b] = [splitHostPort(withoutDefaultPort(wanted)), splitHostPort(withoutDefaultPort(got))];
  const isAddress = canonicalAddress(a.host) !== undefined;
  return isAddress && sameHost(a.host, b.host) && a.port === b.port ? 'spelling' : 'different';
}
