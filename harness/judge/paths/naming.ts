import { canonicalAddress, sameHost } from '../../model/index.ts';
import type { PutName } from '../divergence/divergence.ts';
import type { Evidence } from '../finished-case.ts';
import { pathsOf } from './path.ts';

/** What a name is in this case: nobody should have to compare long names letter by letter. */
export function roleOf({ case: c, outcome }: Pick<Evidence, 'case' | 'outcome'>, name: string): PutName {
  const path = pathsOf(c, outcome).find((one) => sameHost(one.name, name));
  return path?.whose ?? (canonicalAddress(name) !== undefined ? 'address' : 'other');
}
