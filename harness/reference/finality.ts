import type { Trouble, TroubledStep } from '../model/index.ts';
import type { Attempt } from './parts.ts';
import type { DiscoveredRoute, Ending } from './route.ts';

/** Where a right way has ended, and why. */
export interface Setback {
  readonly step: TroubledStep | undefined;
  readonly trouble: Trouble | undefined;
}

/** Another way than the right one, which has ended; undefined where there is none. */
export type FallBack = (attempt: Attempt, from: Ending) => Promise<DiscoveredRoute | undefined>;

/** D-2, D-4, D-5, V-10, S6-d, D-10: there is none, whatever went wrong. D-3: nor is there one beside steps 4 to 6. */
export function fallBack(): FallBack | undefined {
  return undefined;
}

export async function goElsewhere(
  attempt: Attempt,
  { step, trouble }: Setback,
  from: Ending,
): Promise<DiscoveredRoute | undefined> {
  const { parts } = attempt;
  return parts.fallBack({ step, trouble })?.(attempt, from);
}
