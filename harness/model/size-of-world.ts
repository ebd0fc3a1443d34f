import type { Case } from './case.ts';

/** Names and listeners together: the plainest world is the smallest. */
export function sizeOfWorld({ zone, hosts }: Pick<Case, 'zone' | 'hosts'>): number {
  return Object.keys(zone).length + hosts.flatMap(({ listeners }) => listeners).length;
}
