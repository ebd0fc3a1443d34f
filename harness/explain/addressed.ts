import { isAddress, splitListenerId, withoutBrackets } from '../model/index.ts';

/** Of places those with an address, if there are any: a name whose address is not known stands beside those that are. */
export function addressed(ids: readonly string[]): readonly string[] {
  const known = ids.filter((id) => isAddress(withoutBrackets(splitListenerId(id).host)));
  return known.length > 0 ? known : ids;
}
