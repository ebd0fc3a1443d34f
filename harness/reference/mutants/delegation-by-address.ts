import type { Errand } from '../errand.ts';
import { fetchWellKnown, type WellKnown } from '../well-known.ts';
import type { Mutant } from './mutant.ts';

/** Addresses belong to one case each, so that no case learns anything from another one. */
const known = new Map<string, WellKnown>();

async function fetchOnce(errand: Errand, hostname: string): Promise<WellKnown> {
  const addresses = await errand.parts.resolveAddresses(errand, hostname).catch(() => []);
  const key = [...addresses].sort().join(' ');
  const found = known.get(key) ?? (await fetchWellKnown(errand, hostname));
  if (key !== '') known.set(key, found);
  return found;
}

export const delegationByAddress: Mutant = {
  meta: {
    name: 'delegation-by-address',
    title: 'Keeps the well-known file of one name for every name with the same address',
    see: ['https://github.com/t2bot/matrix-media-repo/issues/478'],
    replaces: 'fetchWellKnown',
  },
  parts: { fetchWellKnown: fetchOnce },
};
