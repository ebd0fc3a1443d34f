import { DETOURS, type Detour, TROUBLED_STEPS, TROUBLES, type Trouble } from '../model/index.ts';
import type { FinalityEntry } from '../oracle/index.ts';

/** One letter for each detour, so that a whole field of the matrix is a short word. */
export const DETOUR_SIGNS: Readonly<Record<Detour, { readonly sign: string; readonly meaning: string }>> = {
  'port-443': { sign: '4', meaning: 'port 443 of the name that decides' },
  'port-8448': { sign: '8', meaning: 'its port 8448' },
  'server-name': { sign: 'n', meaning: 'the server name' },
  'srv-of-server-name': { sign: 'v', meaning: 'its SRV record' },
  'other-srv': { sign: 's', meaning: 'an SRV record that has no say' },
  'next-target': { sign: 't', meaning: 'the next SRV target' },
  'target-8448': { sign: 'p', meaning: 'port 8448 of the target' },
  'own-file': { sign: 'f', meaning: 'a file that has no say' },
  'answered-name': { sign: 'a', meaning: 'a name in the answer' },
};

/** Several cells of one step, after one trouble. */
export interface FinalityField {
  readonly step: FinalityEntry['step'];
  readonly trouble: Trouble;
  /** The possible cells. */
  readonly entries: readonly FinalityEntry[];
}

/** The fields that have any cell, in the order of the algorithm. */
export function fieldsOf(matrix: readonly FinalityEntry[]): readonly FinalityField[] {
  return TROUBLED_STEPS.flatMap((step) =>
    TROUBLES.map((trouble) => ({ step, trouble, entries: possibleIn(matrix, step, trouble) })),
  ).filter(({ entries }) => entries.length > 0);
}

export function possibleIn(
  matrix: readonly FinalityEntry[],
  step: FinalityEntry['step'],
  trouble: Trouble,
): readonly FinalityEntry[] {
  return matrix.filter((one) => one.step === step && one.trouble === trouble && one.impossible === undefined);
}

/** `after-refused-in-6-to-port-443`; of several that begin alike, `after-refused-in-3.4-to-{port-443,port-8448}`. */
export function mutantsText(entries: readonly FinalityEntry[]): string {
  const names = entries.flatMap(({ mutants }) => mutants);
  const prefixes = [...new Set(names.map(prefixOf))];
  return prefixes
    .map((prefix) => {
      const ends = names.filter((name) => prefixOf(name) === prefix).map((name) => name.slice(prefix.length));
      return ends.length === 1 ? `${prefix}${ends[0]}` : `${prefix}{${ends.join(',')}}`;
    })
    .join(' ');
}

const prefixOf = (name: string): string => /^after-.*-in-[^-]*-to-/.exec(name)?.[0] ?? name;

/** Ids of cases, each once: those by which a cell's mutant dies come first. */
export function casesOf(entries: readonly FinalityEntry[]): readonly string[] {
  return [...new Set(entries.flatMap(({ cases }) => cases.slice(0, 1)))];
}

/** Cells that cannot be for one reason, and go to one place. */
export interface ImpossibleCells {
  readonly why: string;
  readonly detour: Detour;
  readonly troubles: readonly Trouble[];
  readonly steps: readonly FinalityEntry['step'][];
}

export function impossibleCells(matrix: readonly FinalityEntry[]): readonly ImpossibleCells[] {
  const groups = new Map<string, ImpossibleCells>();
  for (const detour of DETOURS) {
    for (const step of TROUBLED_STEPS) {
      const whys = new Map<string, Trouble[]>();
      for (const { impossible: why, trouble } of matrix.filter(
        (one) => one.detour === detour && one.step === step,
      ))
        if (why !== undefined) whys.set(why, [...(whys.get(why) ?? []), trouble]);
      for (const [why, troubles] of whys) {
        const key = [detour, why, ...troubles].join('\n');
        const steps = [...(groups.get(key)?.steps ?? []), step];
        groups.set(key, { why, detour, troubles, steps });
      }
    }
  }
  return [...groups.values()];
}

export function impossibleText({ troubles, detour, steps }: ImpossibleCells): string {
  const after = troubles.length === TROUBLES.length ? 'anything' : troubles.join(', ');
  return `${detour} after ${after} in ${steps.join(', ')}`;
}
