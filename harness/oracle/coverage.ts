import type { Case } from '../model/index.ts';
import { parseId } from '../scenario/index.ts';
import { type Clause, clauses, isDemand } from './clause.ts';

/** Mutant → ids of the cases, derived twins among them, that it fails. */
export type KillMatrix = Readonly<Record<string, readonly string[]>>;

/** What stands behind one clause. */
export interface Coverage {
  readonly clause: Clause;
  /** Authored cases that cite it. */
  readonly cases: readonly string[];
  /** The files of these: ids without variant. */
  readonly scenarios: readonly string[];
  /** Those that fail a case, or a twin, that cites it. */
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
  const killers = killersOf(kills);
  return clauses.map((clause) => {
    const all = citing.get(clause.id) ?? [];
    const authored = all.filter(({ twin }) => twin === undefined).map(({ id }) => id);
    const scenarios = sorted(authored.map(scenarioOf));
    const mutants = sorted(all.flatMap(({ id }) => killers.get(id) ?? []));
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
  return sorted(Object.values(kills).flat()).filter((id) => !known.has(id));
}

function lackOf({ clause, cases, mutants }: Coverage): Coverage['lacks'] {
  if (!owesMutant(clause)) return undefined;
  if (cases.length === 0) return 'scenario';
  return mutants.length === 0 ? 'mutant' : undefined;
}

function killersOf(kills: KillMatrix): ReadonlyMap<string, readonly string[]> {
  const killers = new Map<string, string[]>();
  for (const [mutant, ids] of Object.entries(kills)) {
    for (const id of ids) killers.set(id, [...(killers.get(id) ?? []), mutant]);
  }
  return killers;
}

function scenarioOf(id: string): string {
  const parts = parseId(id);
  return parts ? `${parts.family}/${parts.behaviour}` : id;
}

const sorted = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();
