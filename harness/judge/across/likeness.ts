import type { KillMatrix } from '../../oracle/index.ts';
import type { Verdict } from '../verdict.ts';

/** A known defect that explains failures. */
export interface Likeness {
  /** Usually one; several where no case that was asked tells them apart. */
  readonly mutants: readonly string[];
  /** The cases that they fail as well. */
  readonly shared: readonly string[];
  /** How many of those that were asked they fail. */
  readonly of: number;
}

/** How often somebody passes a case that its defect should fail: another defect may hide it. */
const HIDDEN = 0.1;
/** More defects at once are not to be told apart from chance. */
const MOST = 3;
/** Where so few cases were asked that more mutants than these behave alike, their names say nothing. */
const MOST_ALIKE = 8;

type Told = Pick<Verdict, 'id' | 'status'>;

/**
 * Which of the known defects somebody behaves like, the one that explains most first, then those that explain the rest.
 *
 * For each mutant two stories are weighed against each other. In the first, whoever was judged has its defect: it fails
 * what the mutant fails, but for one case in ten. In the second it has nothing to do with it, and fails each case as
 * often as all other mutants do (those that fail the same are one), or as often as it fails any: a case that catches half of them says little, one that catches no other says much. What
 * it fails besides speaks for neither, since it may have another defect. The mutant is named where the first story is so
 * many times as likely as there are mutants, which chance brings about less than once in as many tries. Where
 * failures and mutant agree in every case, no odds are asked for.
 *
 * Cases that no mutant fails say nothing of mutants, and are left out.
 */
export function likenessesOf(verdicts: readonly Told[], kills: KillMatrix): readonly Likeness[] {
  const told = verdicts.filter(
    ({ status }) => status === 'pass' || status === 'lenient' || status === 'fail',
  );
  const suspects = suspectsOf(new Set(told.map(({ id }) => id)), kills);
  const known = new Set(suspects.flatMap(({ cases }) => [...cases]));
  let failed = new Set(
    told.filter(({ id, status }) => status === 'fail' && known.has(id)).map(({ id }) => id),
  );
  const found: Likeness[] = [];
  while (failed.size > 0 && found.length < MOST) {
    const best = bestOf(suspects, failed, known.size);
    if (best === undefined) break;
    const shared = [...best.cases].filter((id) => failed.has(id)).sort();
    found.push({ mutants: best.mutants, shared, of: best.cases.size });
    // What is explained says nothing of a second defect.
    for (const { cases } of suspects) for (const id of shared) cases.delete(id);
    failed = new Set([...failed].filter((id) => !shared.includes(id)));
    for (const id of shared) known.delete(id);
  }
  return found;
}

/** Mutants that fail the same of the cases that were asked. */
interface Suspect {
  readonly mutants: readonly string[];
  readonly cases: Set<string>;
}

function suspectsOf(asked: ReadonlySet<string>, kills: KillMatrix): readonly Suspect[] {
  const suspects = new Map<string, { mutants: string[]; cases: Set<string> }>();
  for (const [mutant, of] of Object.entries(kills)) {
    const cases = Object.keys(of).filter((id) => asked.has(id));
    if (cases.length === 0) continue;
    const key = cases.join(' ');
    const same = suspects.get(key) ?? { mutants: [], cases: new Set(cases) };
    same.mutants.push(mutant);
    suspects.set(key, same);
  }
  return [...suspects.values()];
}

function bestOf(
  suspects: readonly Suspect[],
  failed: ReadonlySet<string>,
  asked: number,
): Suspect | undefined {
  const catches = new Map<string, number>();
  for (const { cases } of suspects) for (const id of cases) catches.set(id, (catches.get(id) ?? 0) + 1);
  const ofAny = Math.min(failed.size / asked, 1 - HIDDEN);
  const rateOf = (id: string) => Math.max(((catches.get(id) ?? 0) - 0.5) / suspects.length, ofAny);
  const weighed = suspects.map((suspect) => ({ suspect, weight: weightOf(suspect, failed, rateOf) }));
  const [best] = weighed.sort((a, b) => b.weight - a.weight);
  if (best === undefined || best.suspect.mutants.length > MOST_ALIKE) return undefined;
  const { cases } = best.suspect;
  const agrees = cases.size === failed.size && [...cases].every((id) => failed.has(id));
  return best.weight > Math.log(suspects.length) || agrees ? best.suspect : undefined;
}

/** The logarithm of how many times as likely the failures are with the defect as without it. */
function weightOf({ cases }: Suspect, failed: ReadonlySet<string>, rateOf: (id: string) => number): number {
  let weight = 0;
  for (const id of cases) {
    const rate = rateOf(id);
    weight += failed.has(id) ? Math.log((1 - HIDDEN) / rate) : Math.log(HIDDEN / (1 - rate));
  }
  return weight;
}
