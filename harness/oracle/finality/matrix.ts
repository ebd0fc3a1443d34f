import {
  type Case,
  DETOURS,
  type FinalityCell,
  nameOfCell,
  TROUBLED_STEPS,
  TROUBLES,
} from '../../model/index.ts';
import type { KillMatrix } from '../coverage.ts';
import { cellsOfCase } from './cells-of-case.ts';
import { whyImpossible } from './impossible.ts';

/** A cell of the finality matrix, and who holds it. */
export interface FinalityEntry extends FinalityCell {
  /** Why nobody can. */
  readonly impossible?: string;
  /** Ids of the cases that fill it, those that catch its mutant first. */
  readonly cases: readonly string[];
  /** The mutants of just this cell that one of these cases catches. */
  readonly mutants: readonly string[];
  /** What is owed and not there. */
  readonly lacks?: 'case' | 'mutant';
}

/** A mutant that goes wrong in one cell only. */
export interface CellMutant {
  readonly name: string;
  readonly cell: FinalityCell;
}

/** Every step × everything that can go wrong there × everywhere that a careless resolver could go then. */
export function finalityMatrix(
  cases: readonly Case[],
  mutants: readonly CellMutant[],
  kills: KillMatrix,
): readonly FinalityEntry[] {
  const filling = new Map<string, string[]>();
  for (const c of cases)
    for (const cell of cellsOfCase(c).map(nameOfCell))
      filling.set(cell, [...(filling.get(cell) ?? []), c.id]);
  return ALL_CELLS.map((cell) => {
    const key = nameOfCell(cell);
    const ids = filling.get(key) ?? [];
    const own = mutants.filter((mutant) => nameOfCell(mutant.cell) === key).map(({ name }) => name);
    const catches = (id: string) => own.some((name) => kills[name]?.[id] !== undefined);
    const caught = own.filter((name) => ids.some((id) => kills[name]?.[id] !== undefined));
    return entryOf(cell, [...ids.filter(catches), ...ids.filter((id) => !catches(id))], caught);
  });
}

const ALL_CELLS: readonly FinalityCell[] = TROUBLED_STEPS.flatMap((step) =>
  TROUBLES.flatMap((trouble) => DETOURS.map((detour) => ({ step, trouble, detour }))),
);

function entryOf(cell: FinalityCell, cases: readonly string[], mutants: readonly string[]): FinalityEntry {
  const impossible = whyImpossible(cell);
  if (impossible !== undefined) return { ...cell, impossible, cases, mutants };
  const entry = { ...cell, cases, mutants };
  if (cases.length === 0) return { ...entry, lacks: 'case' };
  return mutants.length === 0 ? { ...entry, lacks: 'mutant' } : entry;
}
