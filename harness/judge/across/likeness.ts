import type { KillMatrix } from '../../oracle/index.ts';
import type { Verdict } from '../verdict.ts';

/** A known defect that explains failures. */
export interface Likeness {
  /** Usually one; two where no case that was asked tells them apart. */
  readonly mutants: readonly string[];
  /** The cases that they fail as well, and with the same kind of divergence. */
  readonly shared: readonly string[];
  /** How many of those that were asked they fail. */
  readonly of: number;
}

/** How often somebody does not show its defect in a case that it should show in: another defect may hide it. */
const HIDDEN = 0.1;
/** More defects at once are not to be told apart from chance. */
const MOST = 3;
/** Where so few cases were asked that more mutants than these behave alike, their names say nothing. */
const MOST_ALIKE = 2;
/** Fewer cases than these are too few to call somebody by a name. */
const FEWEST_CASES = 5;

type Told = Pick<Verdict, 'id' | 'status' | 'divergence'>;

/** Whether one resolver could have both defects: two that stand in the same part of it exclude each other. */
export type Excludes = (one: string, other: string) => boolean;

/**
 * Which of the known defects somebody behaves like, the one that explains most first, then those that explain the rest.
 *
 * A defect shows in a case by the kind of the divergence: somebody who crashes fails the same cases as somebody who sends a
 * wrong Host, and does not do the same. For each mutant two stories are weighed against each other. In the first, whoever was
 * judged has its defect: it shows what the mutant shows, but for one case in ten. In the second it has nothing to do with
 * it, and shows the same in each case as often as all other mutants do (those that show the same are one), or as often as
 * it fails any: a case that catches half of them says little, one that catches no other says much. What it fails besides
 * speaks for neither, since it may have another defect. The mutant is named where the first story is so many times as
 * likely as there are mutants, which chance brings about less than once in as many tries. Where failures and mutant agree
 * in every case, no odds are asked for.
 *
 * Nobody is named by fewer than five cases, nor where more than two mutants fit equally. Cases that no mutant fails say
 * nothing of mutants, and are left out.
 */
export function likenessesOf(
  verdicts: readonly Told[],
  kills: KillMatrix,
  excludes: Excludes = () => false,
): readonly Likeness[] {
  const told = verdicts.filter(
    ({ status }) => status === 'pass' || status === 'lenient' || status === 'fail',
  );
  let suspects = suspectsOf(new Set(told.map(({ id }) => id)), kills);
  const known = new Set(suspects.flatMap(({ shows }) => [...shows].map(caseOfSign)));
  let failed = new Set(told.flatMap((one) => (known.has(one.id) ? signOf(one) : [])));
  const found: Likeness[] = [];
  for (let tries = 0; failed.size > 0 && tries < MOST; tries++) {
    const best = bestOf(suspects, failed, known.size);
    if (best === undefined) break;
    const shared = [...best.shows].filter((sign) => failed.has(sign)).sort();
    if (best.mutants.length <= MOST_ALIKE && !best.hasRival)
      found.push({ mutants: best.mutants, shared: shared.map(caseOfSign), of: best.shows.size });
    // What is explained says nothing of a second defect.
    failed = new Set([...failed].filter((sign) => !shared.includes(sign)));
    for (const sign of shared) known.delete(caseOfSign(sign));
    suspects = suspects
      .filter(({ mutants }) => !mutants.some((one) => best.mutants.some((other) => excludes(one, other))))
      .map(({ mutants, shows }) => ({ mutants, shows: without(shows, shared) }));
  }
  return found;
}

/** What is seen of a defect in one case: its id and the kind of divergence. */
type Sign = `${string} ${string}`;

const sign = (id: string, kind: string): Sign => `${id} ${kind}`;
const caseOfSign = (text: Sign): string => text.slice(0, text.lastIndexOf(' '));

const signOf = ({ id, status, divergence }: Told): readonly Sign[] =>
  status === 'fail' && divergence !== undefined ? [sign(id, divergence.kind)] : [];

/** Mutants that show the same in the cases that were asked. */
interface Suspect {
  readonly mutants: readonly string[];
  readonly shows: ReadonlySet<Sign>;
}

function suspectsOf(asked: ReadonlySet<string>, kills: KillMatrix): readonly Suspect[] {
  const suspects = new Map<string, { mutants: string[]; shows: Set<Sign> }>();
  for (const [mutant, of] of Object.entries(kills)) {
    const shows = Object.entries(of).flatMap(([id, { kind }]) => (asked.has(id) ? [sign(id, kind)] : []));
    if (shows.length === 0) continue;
    const key = shows.join(', ');
    const same = suspects.get(key) ?? { mutants: [], shows: new Set(shows) };
    same.mutants.push(mutant);
    suspects.set(key, same);
  }
  return [...suspects.values()];
}

const without = <T>(all: ReadonlySet<T>, some: readonly T[]): ReadonlySet<T> =>
  new Set([...all].filter((one) => !some.includes(one)));

/** The suspect that fits best; `hasRival`: another one, which shows something else, fits equally. */
function bestOf(
  suspects: readonly Suspect[],
  failed: ReadonlySet<Sign>,
  asked: number,
): (Suspect & { readonly hasRival: boolean }) | undefined {
  const shown = new Map<Sign, number>();
  for (const { shows } of suspects) for (const one of shows) shown.set(one, (shown.get(one) ?? 0) + 1);
  const ofAny = Math.min(failed.size / asked, 1 - HIDDEN);
  const rateOf = (one: Sign) => Math.max(((shown.get(one) ?? 0) - 0.5) / suspects.length, ofAny);
  const weighed = suspects
    .filter(({ shows }) => [...shows].filter((one) => failed.has(one)).length >= FEWEST_CASES)
    .map((suspect) => ({ suspect, weight: weightOf(suspect, failed, rateOf) }));
  const highest = Math.max(...weighed.map(({ weight }) => weight));
  const [best, ...others] = weighed.filter(({ weight }) => weight > highest - SAME_WEIGHT);
  if (best === undefined) return undefined;
  const { shows } = best.suspect;
  const agrees = shows.size === failed.size && [...shows].every((one) => failed.has(one));
  if (best.weight <= Math.log(suspects.length) && !agrees) return undefined;
  return { ...best.suspect, hasRival: others.length > 0 };
}

/** Weights are sums of fractions. */
const SAME_WEIGHT = 1e-9;

/** The logarithm of how many times as likely what failed is with the defect as without it. */
function weightOf({ shows }: Suspect, failed: ReadonlySet<Sign>, rateOf: (one: Sign) => number): number {
  let weight = 0;
  for (const one of shows) {
    const rate = rateOf(one);
    weight += failed.has(one) ? Math.log((1 - HIDDEN) / rate) : Math.log(HIDDEN / (1 - rate));
  }
  return weight;
}
