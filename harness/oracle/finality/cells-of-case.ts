import type { Case, FinalityCell } from '../../model/index.ts';
import { consultOracle } from '../server-discovery/oracle.ts';
import { openDetours } from './detours.ts';
import { troubleOf } from './trouble.ts';

/** The cells that a case fills: whoever leaves the algorithm in this way is seen in it, and has no other reason for it. */
export function cellsOfCase(c: Case): readonly FinalityCell[] {
  const isPlain = c.rounds === undefined && c.twin === undefined && c.machine === undefined;
  if (!isPlain || c.level === 'record' || c.level === 'ambiguous') return [];
  const outcome = consultOracle(c);
  const at = troubleOf(c, outcome);
  if (at === undefined) return [];
  return openDetours(c, outcome, at).map((detour) => ({ ...at, detour }));
}
