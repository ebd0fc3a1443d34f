import ipaddr from 'ipaddr.js';
import { canonicalAddress } from '../model/index.ts';

/** Addresses at which nobody on the internet is reached, and why, behind "is". Documents say so of whole ranges. */
const RANGES = {
  loopback: { is: 'an address of the machine itself (loopback)', within: ['127.0.0.0/8', '::1/128'] },
  // RFC 1918, RFC 4193.
  private: {
    is: 'a private address',
    within: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
  },
  // RFC 3927, RFC 4291 2.5.6.
  'link-local': { is: 'a link-local address', within: ['169.254.0.0/16', 'fe80::/10'] },
  // RFC 6598.
  shared: { is: "an address behind a provider's NAT (CGNAT)", within: ['100.64.0.0/10'] },
  // RFC 1122 3.2.1.3, RFC 4291 2.5.2, RFC 5771, RFC 1112.
  none: {
    is: 'an address of no host',
    within: ['0.0.0.0/8', '224.0.0.0/4', '240.0.0.0/4', '::/128', 'ff00::/8'],
  },
  // RFC 5737, RFC 3849, RFC 9637, RFC 2544.
  documentation: {
    is: 'an address for examples in documents',
    within: [
      '192.0.2.0/24',
      '198.51.100.0/24',
      '203.0.113.0/24',
      '2001:db8::/32',
      '3fff::/20',
      '198.18.0.0/15',
    ],
  },
} as const;

export type AddressRange = keyof typeof RANGES;

/** https://www.cloudflare.com/ips/, as of its change of 28 September 2023. Ranges that came later are not known here. */
const CLOUDFLARE = [
  '173.245.48.0/20',
  '103.21.244.0/22',
  '103.22.200.0/22',
  '103.31.4.0/22',
  '141.101.64.0/18',
  '108.162.192.0/18',
  '190.93.240.0/20',
  '188.114.96.0/20',
  '197.234.240.0/22',
  '198.41.128.0/17',
  '162.158.0.0/15',
  '104.16.0.0/13',
  '104.24.0.0/14',
  '172.64.0.0/13',
  '131.0.72.0/22',
  '2400:cb00::/32',
  '2606:4700::/32',
  '2803:f800::/32',
  '2405:b500::/32',
  '2405:8100::/32',
  '2a06:98c0::/29',
  '2c0f:f248::/32',
];

/** Those over which its proxy takes TLS connections (https://developers.cloudflare.com/fundamentals/reference/network-ports/). */
const PROXIED_PORTS: readonly number[] = [443, 2053, 2083, 2087, 2096, 8443];

export const isProxiedPort = (port: number): boolean => PROXIED_PORTS.includes(port);

/** The range that an address is in; `undefined` where anybody may be reached. */
export function rangeOf(address: string): AddressRange | undefined {
  return (Object.keys(RANGES) as AddressRange[]).find((range) => isWithin(address, RANGES[range].within));
}

/** Whether nobody on the internet gets there. Addresses of documents stand for others. */
export function isOutOfReach(address: string): boolean {
  const range = rangeOf(address);
  return range !== undefined && range !== 'documentation';
}

export const rangeText = (range: AddressRange): string => RANGES[range].is;

export const isOfCloudflare = (address: string): boolean => isWithin(address, CLOUDFLARE);

/** An IPv4 address within an IPv6 address, as people write it: `::ffff:192.0.2.1`. Anything else stays as it is. */
export function shownAddress(text: string): string {
  const spelled = text.includes(':') ? canonicalAddress(text) : undefined;
  const address = spelled === undefined ? undefined : ipaddr.IPv6.parse(spelled);
  return address?.isIPv4MappedAddress() ? `::ffff:${address.toIPv4Address()}` : text;
}

function isWithin(text: string, prefixes: readonly string[]): boolean {
  const spelled = canonicalAddress(text);
  if (spelled === undefined) return false;
  // ::ffff:10.0.0.1 is 10.0.0.1.
  const address = ipaddr.process(spelled);
  return prefixes.some((prefix) => {
    const [network, bits] = ipaddr.parseCIDR(prefix);
    return address.kind() === network.kind() && address.match(network, bits);
  });
}
