import type { PortRule } from './port-rules.ts';

/** Nothing comes back: the packets go into an idle pair of interfaces that asks no ARP. */
export function blackhole(address: string, port: number): PortRule {
  return { address, port, table: 100 };
}
