import type { Case } from '../../model/index.ts';
import { countText } from './count.ts';
import type { Paint } from './paint.ts';

/** What a run is about, before anything happens, in one sentence: for whoever named nobody, and perhaps begins. */
export function openingLine(names: readonly string[], cases: readonly Case[], paint: Paint): string {
  const [first = '', ...others] = names;
  const who = others.length === 0 ? `The resolver ${first} is` : `${[first, ...others].join(', ')} are`;
  const what = `asked to reach Matrix servers in a closed internet, one for each of ${countText(cases)}`;
  return paint.faint(`${who} ${what}; where it goes on the wire is held against the specification.`);
}
