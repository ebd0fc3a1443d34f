import type { Case } from '../model/index.ts';
import { type Call, tracedReference } from '../reference/index.ts';
import { builtInAdapter, type CaseResult, Parents } from '../run/index.ts';
import type { Calls } from './concerned.ts';
import type { Hunting } from './mutant-hunt.ts';
import type { ResolverPool } from './resolver-pool.ts';

/** What came of asking the reference. */
export interface ReferenceRun {
  /** Ids of the cases that it fails, sorted. */
  readonly failed: readonly string[];
  readonly parents: Parents;
  readonly calls: Calls;
}

const NAME = 'reference';

/** Asks the reference all cases, and notes which of its parts take part in each. */
export async function askReference(
  pool: ResolverPool,
  cases: readonly Case[],
  { judged, late }: Pick<Hunting, 'judged' | 'late'>,
): Promise<ReferenceRun> {
  const calls = new Map<string, Call[]>();
  const note = (server: string, call: Call) => {
    const noted = calls.get(server);
    if (noted) noted.push(call);
    else calls.set(server, [call]);
  };
  const subject = { name: NAME, start: async () => builtInAdapter(NAME, tracedReference(note)) };
  const parents = new Parents();
  const failed: string[] = [];
  const keep = (c: Case, result: CaseResult) => {
    if (result.status === 'fail') failed.push(c.id);
    judged(NAME, c, result);
  };
  await pool.ask([
    { subject, parents, cases: new Set(cases), judged: keep, late: (c, result) => late(NAME, c, result) },
  ]);
  return { failed: failed.sort(), parents, calls };
}
