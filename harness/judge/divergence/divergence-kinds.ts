import { conditionKinds } from './condition-kinds.ts';
import type { DivergenceDetail, DivergenceKind } from './divergence.ts';
import type { KindRow, KindTable, UnfollowedDecision } from './kind.ts';
import { requestKinds } from './request-kinds.ts';
import { signatureKinds } from './signature-kinds.ts';
import { stopKinds } from './stop-kinds.ts';
import { wrongStepKinds } from './wrong-step-kinds.ts';

/** Every kind there is. */
const KINDS: KindTable<DivergenceDetail> = {
  ...wrongStepKinds,
  ...requestKinds,
  ...stopKinds,
  ...signatureKinds,
  ...conditionKinds,
};

/** In the order in which a reader meets them: the way to the place, the request, where it stopped, what else is asked for. */
export const divergenceKinds = Object.keys(KINDS) as readonly DivergenceKind[];

export const isDivergenceKind = (text: string): text is DivergenceKind => Object.hasOwn(KINDS, text);

/** One sentence that is true of everything of a kind: without names, numbers and places. */
export const kindSummary = (kind: DivergenceKind): string => KINDS[kind].summary;

export const unfollowedDecision = (kind: DivergenceKind): UnfollowedDecision => KINDS[kind].unfollowed;

/** What was done, without the place in the algorithm; undefined where the reason says all of it. */
export function detailText(detail: DivergenceDetail): string | undefined {
  // The row is the one of this very kind, which the type of a look-up cannot say.
  const row = KINDS[detail.kind] as KindRow<DivergenceDetail>;
  return row.text?.(detail);
}
