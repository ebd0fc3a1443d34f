import type { Case } from './case.ts';

/** One name of a round as a case of its own, in the world of that round. What is expected is that of the whole round. */
export function caseOfRound(c: Case, index: number, server?: string): Case {
  const { rounds, ...whole } = c;
  const round = rounds?.[index];
  if (round === undefined) throw new RangeError(`${c.id} has no round ${index}`);
  const { resolve, zone, hosts, expect, tolerate } = round;
  const source = { ...c.source, round: index };
  return { ...whole, source, server: server ?? resolve[0], zone, hosts, expect, tolerate };
}
