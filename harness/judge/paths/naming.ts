import { canonicalAddress, sameHost } from '../../model/index.ts';
import type { Evidence } from '../finished-case.ts';
import { pathsOf } from './path.ts';

/** What a name is in this case: nobody should have to compare long names letter by letter. */
export function whose({ case: c, outcome }: Pick<Evidence, 'case' | 'outcome'>, name: string): string {
  const way = pathsOf(c, outcome).find((one) => sameHost(one.name, name));
  if (way) return `the ${way.whose}`;
  return canonicalAddress(name) !== undefined ? 'an address' : 'another name';
}
