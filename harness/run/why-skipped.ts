import type { Ability, About } from '../adapters/index.ts';
import type { Case, Need } from '../model/index.ts';

/** What the implementation itself must be able to do; the other needs are the machine's. */
const LACKING: Readonly<Record<Need & Ability, string>> = {
  connect: 'it does not connect',
  signed: 'it does not sign requests',
  clock: 'its clock cannot be moved',
};

/** Why a case cannot be asked of an implementation; undefined when it can do all that the case needs. */
export function whySkipped({ needs }: Pick<Case, 'needs'>, { can }: Pick<About, 'can'>): string | undefined {
  for (const need of needs) {
    if (isAbility(need) && !can.includes(need)) return `needs "${need}": ${LACKING[need]}`;
  }
  return undefined;
}

const isAbility = (need: Need): need is Need & Ability => Object.hasOwn(LACKING, need);
