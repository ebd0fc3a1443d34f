import ipaddr from 'ipaddr.js';
import type { Case, Host, Listener, ListenerId } from './case.ts';

/** The hosts of a case by address. What belongs to none of them is nowhere. */
export type Internet = (address: string) => Host | undefined;

export function openInternet(hosts: Case['hosts']): Internet {
  const byAddress = new Map<string, Host>();
  for (const host of hosts) byAddress.set(host.ipv4, host).set(host.ipv6, host);
  return (address) =>
    byAddress.get(address) ??
    hosts.find((h) => sameEndpoint(h.ipv4, address) || sameEndpoint(h.ipv6, address));
}

export function listenerAt(host: Host, port: number): Listener | undefined {
  return host.listeners.find((l) => l.port === port);
}

export function listenerId(listener: Listener): ListenerId {
  return `${listener.host}:${listener.port}`;
}

/** One spelling for each address; `undefined` for what is none. */
export function canonicalAddress(text: string): string | undefined {
  if (text.includes(':')) return ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text).toString() : undefined;
  // By hand: ipaddr.js takes 20 µs, and reads leading zeros as octal where the prose has decimal (AMB-18).
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) return undefined;
  const parts = text.split('.').map(Number);
  return parts.every((part) => part <= 255) ? parts.join('.') : undefined;
}

/** Two spellings of one address; an IPv4 address mapped into IPv6 leads to the IPv4 host. */
function sameEndpoint(a: string, b: string): boolean {
  const address = endpoint(b);
  return address !== undefined && endpoint(a) === address;
}

function endpoint(text: string): string | undefined {
  const address = canonicalAddress(text);
  return address?.startsWith('::ffff:') ? ipaddr.process(address).toString() : address;
}
