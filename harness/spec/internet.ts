import ipaddr from 'ipaddr.js';
import type { Case, Host, Listener, ListenerId } from '../scenario/index.ts';

/** The hosts of a case by address. What belongs to none of them is nowhere. */
export type Internet = (address: string) => Host | undefined;

export function openInternet(hosts: Case['hosts']): Internet {
  const byAddress = new Map<string, Host>();
  for (const host of hosts) {
    byAddress.set(endpoint(host.ipv4), host);
    byAddress.set(endpoint(host.ipv6), host);
  }
  return (address) => byAddress.get(endpoint(address));
}

export function listenerAt(host: Host, port: number): Listener | undefined {
  return host.listeners.find((l) => l.port === port);
}

export function listenerId(listener: Listener): ListenerId {
  return `${listener.host}:${listener.port}`;
}

/** One spelling for each address; `undefined` for what is none. */
export function canonicalAddress(text: string): string | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(decimal(text)).toString();
  return ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text).toString() : undefined;
}

/** Where a connection ends up: an IPv4 address mapped into IPv6 is the IPv4 host. */
function endpoint(text: string): string {
  const address = canonicalAddress(text);
  return address === undefined ? text : ipaddr.process(address).toString();
}

/** AMB-18: leading zeros in a dotted quad are read as decimal, as the prose has it; ipaddr.js would read octal. */
function decimal(text: string): string {
  return text.split('.').map(Number).join('.');
}
