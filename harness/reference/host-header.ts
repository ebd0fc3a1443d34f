import type { ValidServerName } from '../model/index.ts';
import type { Approach } from './route.ts';

/** S4-b, S4-c: an SRV record moves address and port, and nothing else. */
export function authority(deciding: ValidServerName): ValidServerName {
  return deciding;
}

/** S2-c, S32-c, S33-b, S35-b: the deciding name as written, with a port exactly when it carries one, `:443` too. */
export function hostHeader({ deciding }: Approach): string {
  return deciding.text;
}
