import type { ValidServerName } from '../spec/index.ts';

/** S2-c, S32-c, S33-b, S35-b: the deciding name as written, with a port exactly when it carries one, `:443` too. */
export function hostHeader(deciding: ValidServerName): string {
  return deciding.text;
}
