import type { Case, Machine } from '../model/index.ts';

/** Cases that want the same of the machine. */
export interface MachineGroup<C> {
  readonly machine: Machine;
  readonly cases: readonly C[];
}

/** Cases that want nothing of the machine go side by side; the others by what they want, one group after another. */
export function byMachine<C extends Pick<Case, 'id' | 'machine'>>(
  cases: readonly C[],
): { readonly together: readonly C[]; readonly alone: readonly MachineGroup<C>[] } {
  const groups = new Map<string, { machine: Machine; cases: C[] }>();
  for (const c of cases) {
    if (c.machine === undefined) continue;
    // The machine's own addresses belong to one case at a time.
    const key = JSON.stringify([c.machine, c.machine.loopback ? c.id : '']);
    const group = groups.get(key) ?? { machine: c.machine, cases: [] };
    group.cases.push(c);
    groups.set(key, group);
  }
  return { together: cases.filter(({ machine }) => machine === undefined), alone: [...groups.values()] };
}
