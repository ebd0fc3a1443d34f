import { type Case, type Host, isIPv6, isTold, toldAddress } from '../model/index.ts';
import type { Event } from './event.ts';

/**
 * The address of a host by which an implementation would come, or came, there: that of the last connection to it; else of the
 * family that all its connections were made with, where the case tells that one.
 */
export function usedAddress(c: Case, host: Host, events: readonly Event[]): string {
  const made = events.filter((event) => event.kind === 'tcp');
  const there = made.findLast((event) => event.host === host.label);
  if (there) return there.address;
  const onlyIPv6 = made.length > 0 && made.every(({ address }) => isIPv6(address));
  return onlyIPv6 && isTold(c, host.ipv6) ? host.ipv6 : toldAddress(c, host);
}
