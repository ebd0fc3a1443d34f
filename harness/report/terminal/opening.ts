import type { Paint } from './paint.ts';

/** What a run that nobody was named for is about, before anything happens: whoever begins has typed nothing else. */
export function openingLines(implementations: readonly string[] | undefined, paint: Paint): string[] {
  if (implementations !== undefined) return [];
  const who =
    'The reference resolver, and whatever is installed, is asked to reach servers in a closed internet';
  return [paint.faint(`${who}; where it goes on the wire is held against the specification, case by case.`)];
}
