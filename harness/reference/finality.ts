import type { Attempt, FallBack, Setback } from './parts.ts';
import type { DiscoveredRoute, EndedRoute } from './route.ts';

/** D-2, D-4, D-5, V-10, S6-d, D-10: there is none, whatever went wrong. D-3: nor is there one beside steps 4 to 6. */
export function fallBack(): FallBack | undefined {
  return undefined;
}

export async function goElsewhere(
  attempt: Attempt,
  setback: Setback,
  from: EndedRoute,
): Promise<DiscoveredRoute | undefined> {
  const { parts } = attempt;
  return parts.fallBack(setback)?.(attempt, from);
}
