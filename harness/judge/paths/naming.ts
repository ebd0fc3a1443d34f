import { address } from '../../model/index.ts';
import type { PutName } from '../divergence/divergence.ts';
import type { Evidence } from '../finished-case.ts';
import { pathsOf } from './path.ts';

export const sameName = (a: string, b: string): boolean =>
  (address(a) ?? a.toLowerCase()) === (address(b) ?? b.toLowerCase());

/** What a name is in this case: nobody should have to compare long names letter by letter. */
export function roleOf({ case: c, outcome }: Pick<Evidence, 'case' | 'outcome'>, name: string): PutName {
  const bare = name.startsWith('[') ? name.slice(1, -1) : name;
  const path = pathsOf(c, outcome).find((one) => sameName(one.name, bare));
  return path?.whose ?? (address(bare) ? 'address' : 'other');
}
