import ipaddr from 'ipaddr.js';
import type { Host } from './case.ts';

type Addresses = Pick<Host, 'ipv4' | 'ipv6'>;

/** How the addresses of a host may be spelled, by the word of the placeholder: `{decimal origin}`. */
export const ADDRESS_SPELLINGS: Readonly<Record<string, (of: Addresses) => string>> = {
  ipv4: ({ ipv4 }) => ipv4,
  ipv6: ({ ipv6 }) => ipv6,
  short: ({ ipv4 }) => short(ipv4),
  decimal: ({ ipv4 }) => String(numberOf(ipv4)),
  hex: ({ ipv4 }) => `0x${numberOf(ipv4).toString(16)}`,
  octal: ({ ipv4 }) => padded(ipv4, 8, 4),
  zeros: ({ ipv4 }) => padded(ipv4, 10, 3),
  full: ({ ipv6 }) => groups(ipv6, 4).join(':'),
  capital: ({ ipv6 }) => ipv6.toUpperCase(),
  quad: ({ ipv6 }) => quad(ipv6),
};

/** Every spelling of a host's addresses that a placeholder can give. */
export function spellingsOf(addresses: Addresses): readonly string[] {
  return Object.values(ADDRESS_SPELLINGS).map((spell) => spell(addresses));
}

function numberOf(ipv4: string): number {
  return ipv4.split('.').reduce((number, octet) => number * 256 + Number(octet), 0);
}

/** inet_aton takes `20.1.8` for 20.1.0.8: the last part fills what is left. */
function short(ipv4: string): string {
  const [a, b, c, d] = ipv4.split('.').map(Number);
  return `${a}.${b}.${(c ?? 0) * 256 + (d ?? 0)}`;
}

/** Four octal digits are more than the grammar allows (G-3), so `0024.0001.0000.0010` is a name whatever the address. */
function padded(ipv4: string, radix: 8 | 10, digits: number): string {
  return ipv4
    .split('.')
    .map((octet) => Number(octet).toString(radix).padStart(digits, '0'))
    .join('.');
}

/** RFC 3513 2.2: the last two groups may be written as a dotted quad. */
function quad(ipv6: string): string {
  const last = ipaddr.IPv6.parse(ipv6).toByteArray().slice(12).join('.');
  return [...groups(ipv6).slice(0, 6), last].join(':');
}

function groups(ipv6: string, digits = 1): string[] {
  return ipaddr.IPv6.parse(ipv6).parts.map((group) => group.toString(16).padStart(digits, '0'));
}
