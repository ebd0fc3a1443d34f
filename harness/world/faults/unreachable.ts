import type { PortRule } from './port-rules.ts';

/** The client is told at once that there is no route to the host. */
export function unreachable(address: string, port: number): PortRule {
  return { address, port, table: 101 };
}
