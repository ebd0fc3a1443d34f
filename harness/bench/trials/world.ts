import type { Case } from '../../model/index.ts';
import { openWorld } from '../../world/index.ts';
import { delegations } from '../delegations.ts';
import { type Cost, costOf } from '../stopwatch.ts';

/** Opens a world, and in it so many hosts at once that all of them listen and their names resolve. */
export async function world({
  hosts: wanted,
}: {
  readonly hosts: number;
}): Promise<Cost & { hosts: number }> {
  const cases: Case[] = [];
  let hosts = 0;
  for (const c of await delegations(wanted)) {
    if (hosts >= wanted) break;
    cases.push(c);
    hosts += c.hosts.length;
  }
  const opened: AsyncDisposable[] = [];
  const cost = await costOf(async () => {
    const world = await openWorld();
    opened.push(world);
    await Promise.all(cases.map((c) => world.open(c)));
  });
  for (const one of opened) await one[Symbol.asyncDispose]();
  return { ...cost, hosts };
}
