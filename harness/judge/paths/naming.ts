import { address } from '../../model/index.ts';
import type { Evidence } from '../finished-case.ts';
import { pathsOf } from './path.ts';

export const sameName = (a: string, b: string): boolean =>
  (address(a) ?? a.toLowerCase()) === (address(b) ?? b.toLowerCase());

/** What a name is in this case: nobody should have to compare long names letter by letter. */
export function whose({ case: c, outcome }: Pick<Evidence, 'case' | 'outcome'>, name: string): string {
  const bare = name.startsWith('[') ? name.slice(1, -1) : name;
  const way = pathsOf(c, outcome).find((one) => sameName(one.name, bare));
  if (way) return `the ${way.whose}`;
  return address(bare) ? 'an address' : 'another name';
}
