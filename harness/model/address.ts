import { isIPv4, isIPv6 as isIPv6WithZone } from 'node:net';

export function isAddress(text: string): boolean {
  return isIPv4(text) || isIPv6(text);
}

/** A zone (`fe80::1%eth0`) belongs to one machine and cannot be in a record. */
export function isIPv6(text: string): boolean {
  return isIPv6WithZone(text) && !text.includes('%');
}
