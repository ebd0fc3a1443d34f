import type { Case } from '../model/index.ts';
import { simultaneousNames } from '../run/index.ts';
import { byPlainness } from '../scenario/index.ts';

/** Of the twins of one kind the first, for each step where a name is wrong: a mutant fails all of them or none. */
export function withFewTwins(cases: readonly Case[]): readonly Case[] {
  const steps = new Map(cases.map(({ id, expect }) => [id, expect.step]));
  const seen = new Set<string>();
  return cases.filter(({ twin }) => {
    if (twin === undefined) return true;
    const kind = /expired|untrusted/.test(twin.role) ? twin.role : `${steps.get(twin.parent)} ${twin.role}`;
    const isFirst = !seen.has(kind);
    seen.add(kind);
    return isFirst;
  });
}

/**
 * Of each family the plainest scored case for each clause; and all twins. One that asks for many names at once takes the
 * place of many others, and is there only where it is about something that no other is about.
 */
export function plainCases(cases: readonly Case[]): ReadonlySet<Case> {
  const told = new Set<string>();
  const scored = cases.filter(({ level, twin }) => level !== 'record' && twin === undefined);
  // Names that are asked for at once weigh more than any world.
  const plainestFirst = scored.sort(
    (a, b) => simultaneousNames(a) - simultaneousNames(b) || byPlainness(a, b),
  );
  const plain = plainestFirst.filter((c) => {
    const inFamily = c.clauses.map((id) => `${c.family} ${id}`);
    const isNew = (simultaneousNames(c) > 1 ? c.clauses : inFamily).some((subject) => !told.has(subject));
    for (const subject of [...c.clauses, ...inFamily]) told.add(subject);
    return isNew;
  });
  return new Set([...plain, ...cases.filter(({ twin }) => twin !== undefined)]);
}
