import { type Case, isAboutStalls } from '../model/index.ts';
import { type Call, type Mutant, replacedPart, takesPart } from '../reference/index.ts';

/** What the parts of the reference were given, and what came of it: by the server name that was asked for. */
export type Calls = ReadonlyMap<string, readonly Call[]>;

/** The cases in which a mutant could do anything else than the reference did. */
export function concernedCases(mutant: Mutant, cases: readonly Case[], calls: Calls): readonly Case[] {
  return cases.filter((c) => concerns(mutant, c, callsIn(c, calls)));
}

function callsIn({ server, rounds }: Case, calls: Calls): readonly Call[] {
  const servers = rounds === undefined ? [server] : rounds.flatMap(({ resolve }) => resolve);
  return [...new Set(servers)].flatMap((one) => calls.get(one) ?? []);
}

/** Twins tell nothing of the other parts, and there are several for each case. */
function concerns(mutant: Mutant, c: Case, calls: readonly Call[]): boolean {
  const part = replacedPart(mutant);
  if (c.twin !== undefined && part !== 'faultOfPeer') return false;
  if (isAboutStalls(c) ? mutant.showsIn !== 'stalls' : part === 'timeouts') return false;
  if (c.machine !== undefined && mutant.showsIn !== 'machine') return false;
  return (mutant.where?.(c) ?? true) && takesPart(mutant, calls);
}
