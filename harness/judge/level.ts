import type { Case, SpecLevel } from '../model/index.ts';
import { clauses } from '../oracle/index.ts';

const STRENGTH: Readonly<Record<SpecLevel, number>> = {
  MUST: 5,
  implied: 4,
  SHOULD: 3,
  ext: 2,
  MAY: 1,
  ambiguous: 0,
};

export const strength = (level: SpecLevel | 'record'): number => (level === 'record' ? -1 : STRENGTH[level]);

const levels = new Map(clauses.map((c) => [c.id, c.level]));

/** Level of a clause; of one that is not listed, what the algorithm's plain sentences have. */
export const levelOfClause = (id: string): SpecLevel => levels.get(id) ?? 'implied';

export const weaker = (a: SpecLevel, b: SpecLevel): SpecLevel => (strength(a) < strength(b) ? a : b);

/** What is broken without a clause of its own weighs no more than any clause of the case that is scored. */
export function weakestOfCase(c: Case): SpecLevel | 'record' {
  const scored = c.clauses.map(levelOfClause).filter((level) => strength(level) > strength('MAY'));
  const [first, ...others] = scored;
  return c.level ?? (first === undefined ? levelOfCase(c) : others.reduce(weaker, first));
}

/** What a case weighs when nothing in it was broken: as authored, else its strongest clause. */
export function levelOfCase(c: Case): SpecLevel | 'record' {
  if (c.level) return c.level;
  return c.clauses
    .map(levelOfClause)
    .reduce((best, level) => (strength(level) > strength(best) ? level : best), 'ambiguous');
}
