import type { DiscoveredRoute } from './route.ts';

/** Whatever the right target answers, it has answered: neither another target nor another step is looked for. */
export function isFinal(): boolean {
  return true;
}

/** D-4, D-5, V-10, S6-d, D-10: there is none. */
export async function fallBack(): Promise<DiscoveredRoute | undefined> {
  return undefined;
}
