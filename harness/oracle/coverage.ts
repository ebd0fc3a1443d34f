import type { Case } from '../model/index.ts';
import { parseId } from '../scenario/index.ts';
import { type Clause, clauses, isDemand } from './clause.ts';
import { toldAloneAs, toldAs } from './told-as.ts';

/** What the verdict says of a mutant that fails a case. */
export interface Kill {
  /** The clauses that its reasons name. */
  readonly clauses: readonly string[];
  /** The kind of its divergence. */
  readonly kind: string;
}

/** Mutant → id of each case, derived twins among them, that it fails → what the verdict says. */
export type KillMatrix = Readonly<Record<string, Readonly<Record<string, Kill>>>>;

/** What stands behind one clause. */
export interface Coverage {
  readonly clause: Clause;
  /** Authored cases that cite it. */
  readonly cases: readonly string[];
  /** The files of these: ids without variant. */
  readonly scenarios: readonly string[];
  /** Those that fail a case, or a twin, with a verdict that names it, or what it is told as in a case that cites it. */
  readonly mutants: readonly string[];
  /** What is owed and not there. */
  readonly lacks?: 'scenario' | 'mutant';
}

/** Clause × scenarios × mutants, in the order of the clauses. `cases` with their twins. */
export function coverageOf(cases: readonly Case[], kills: KillMatrix): readonly Coverage[] {
  const citing = new Map<string, Case[]>();
  for (const c of cases) {
    for (const id of new Set(c.clauses)) citing.set(id, [...(citing.get(id) ?? []), c]);
  }
  return clauses.map((clause) => {
    const all = citing.get(clause.id) ?? [];
    const authored = all.filter(({ twin }) => twin === undefined).map(({ id }) => id);
    const scenarios = sorted(authored.map(scenarioOf));
    const told = new Set(all.map(({ id }) => id));
    const mutants = sorted([
      ...killersOf(clause.id, kills),
      ...toldAs(clause.id).flatMap((id) => killersOf(id, kills, told)),
      ...toldAloneAs(clause.id).flatMap((id) => killersOf(id, onlyWithin(told, kills), told)),
    ]);
    const covered = { clause, cases: sorted(authored), scenarios, mutants };
    const lacks = lackOf(covered);
    return lacks === undefined ? covered : { ...covered, lacks };
  });
}

/** A testable clause of these levels owes a scenario and a mutant that dies by it: anything weaker holds nothing up. */
export function owesMutant({ testable, level }: Pick<Clause, 'testable' | 'level'>): boolean {
  return testable === 'yes' && isDemand(level);
}

/** Ids in the matrix that no case has: it was written before the library changed. */
export function staleKills(cases: readonly Pick<Case, 'id'>[], kills: KillMatrix): readonly string[] {
  const known = new Set(cases.map(({ id }) => id));
  return sorted(Object.values(kills).flatMap((cases) => Object.keys(cases))).filter((id) => !known.has(id));
}

function lackOf({ clause, cases, mutants }: Coverage): Coverage['lacks'] {
  if (!owesMutant(clause)) return undefined;
  if (cases.length === 0) return 'scenario';
  return mutants.length === 0 ? 'mutant' : undefined;
}

/** A case cites several clauses, and a mutant that fails it need not have broken each of them: the verdict says which. */
function killersOf(id: string, kills: KillMatrix, among?: ReadonlySet<string>): readonly string[] {
  return Object.entries(kills).flatMap(([mutant, cases]) => {
    const names = ([of, kill]: readonly [string, Kill]) =>
      kill.clauses.includes(id) && (among === undefined || among.has(of));
    return Object.entries(cases).some(names) ? [mutant] : [];
  });
}

/** The kills of mutants that fail these cases and no others. */
function onlyWithin(cases: ReadonlySet<string>, kills: KillMatrix): KillMatrix {
  return Object.fromEntries(
    Object.entries(kills).filter(([, killed]) => Object.keys(killed).every((id) => cases.has(id))),
  );
}

function scenarioOf(id: string): string {
  const parts = parseId(id);
  return parts ? `${parts.family}/${parts.behaviour}` : id;
}

const sorted = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();
