import type { About } from '../adapters/index.ts';
import type { Case, Need } from '../model/index.ts';

/** What the implementation itself must be able to do; the other needs are the machine's. */
const ABILITIES = {
  connect: 'it does not connect',
  signed: 'it does not sign requests',
  clock: 'its clock cannot be moved',
} as const satisfies Partial<Record<Need, string>>;

/** Why a case cannot be asked of an implementation; undefined when it can do all that the case needs. */
export function whySkipped({ needs }: Pick<Case, 'needs'>, { can }: Pick<About, 'can'>): string | undefined {
  for (const need of needs) {
    if (isAbility(need) && !can.includes(need)) return `needs "${need}": ${ABILITIES[need]}`;
  }
  return undefined;
}

const isAbility = (need: Need): need is keyof typeof ABILITIES => Object.hasOwn(ABILITIES, need);
