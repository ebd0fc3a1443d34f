import { isIPv4, isIPv6 as isIPv6WithZone } from 'node:net';
import ipaddr from 'ipaddr.js';
import { asciiLower } from './name.ts';

export { isIPv4 };

export function isAddress(text: string): boolean {
  return isIPv4(text) || isIPv6(text);
}

/** A zone (`fe80::1%eth0`) belongs to one machine and cannot be in a record. */
export function isIPv6(text: string): boolean {
  return text.includes(':') && isIPv6WithZone(text) && !text.includes('%');
}

/**
 * The one spelling of an address that is compared; `undefined` for what is no address.
 *
 * Of IPv6 it is that of RFC 5952, and the brackets that a URL or a server name puts around it are no part of it. Leading
 * zeros of IPv4 are decimal, as in the grammar's prose (G-3, AMB-18). What only resembles an address is a name (G-13).
 */
export function canonicalAddress(text: string): string | undefined {
  // By hand: ipaddr.js takes 20 µs, reads leading zeros as octal, and makes an error with its stack of every name.
  if (DOTTED_QUAD.test(text)) {
    const parts = text.split('.').map(Number);
    return parts.every((part) => part <= 255) ? parts.join('.') : undefined;
  }
  if (!text.includes(':')) return undefined;
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  return isIPv6(bare) ? ipaddr.IPv6.parse(bare).toRFC5952String() : undefined;
}

const DOTTED_QUAD = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** One host as written twice: an address in any spelling, a name without regard to case. A final dot is a difference (AMB-19). */
export function sameHost(a: string, b: string): boolean {
  return (canonicalAddress(a) ?? asciiLower(a)) === (canonicalAddress(b) ?? asciiLower(b));
}

/** RFC 4291 2.5.5.2: whoever connects to an IPv4 address that is mapped into IPv6 comes to the IPv4 host. */
export function endpointOf(text: string): string | undefined {
  const address = canonicalAddress(text);
  return address?.startsWith('::ffff:') ? ipaddr.process(address).toString() : address;
}
