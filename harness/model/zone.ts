import type { RecordSet, Zone } from './case.ts';
import { parent } from './name.ts';

/** A zone made ready for many questions. */
export interface ZoneIndex {
  readonly sets: ReadonlyMap<string, readonly RecordSet[]>;
  /** Owner names, and every name above them, with or without records (RFC 4592 2.2.2: empty non-terminals). */
  readonly existing: ReadonlySet<string>;
}

/** The record sets of a name in its one spelling; none if it does not exist (RFC 8020: nor does anything below it). */
export type SetsAt = (name: string) => readonly RecordSet[] | undefined;

export function indexZone(zone: Zone): ZoneIndex {
  const sets = new Map(Object.entries(zone));
  const existing = new Set<string>();
  for (const owner of sets.keys())
    for (let name = owner; name !== '' && !existing.has(name); name = parent(name)) existing.add(name);
  return { sets, existing };
}

/** RFC 1034 4.3.2, RFC 4592: a name that exists answers for itself; else the wildcard right below the closest name that does. */
export function setsAt({ sets, existing }: ZoneIndex, name: string): readonly RecordSet[] | undefined {
  if (existing.has(name)) return sets.get(name) ?? [];
  for (let above = parent(name); above !== ''; above = parent(above))
    if (existing.has(above)) return sets.get(`*.${above}`);
  return undefined;
}

export function setsIn(zone: Zone): SetsAt {
  const index = indexZone(zone);
  return (name) => setsAt(index, name);
}

/** The set that answers a question for `type`: its own, or the alias of the name. */
export function setFor(sets: readonly RecordSet[] | undefined, type: string): RecordSet | undefined {
  return sets?.find((set) => set.type === type) ?? sets?.find((set) => set.type === 'CNAME');
}

/** Longer chains of aliases no resolver follows: BIND ends at 16, Unbound at 11. */
export const LONGEST_CHAIN = 16;
