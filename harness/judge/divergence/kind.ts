/** What is known of one kind of divergence. */
export interface KindRow<Detail> {
  /** One sentence without names, numbers and places. */
  readonly summary: string;
  readonly unfollowed: UnfollowedDecision;
  /** What was done, in one sentence; absent where nothing is to be said that the reason does not say. */
  readonly text?: (detail: Detail) => string;
}

/**
 * Which decision of the oracle was never followed, where no event shows the divergence. `file`: to ask for the well-known
 * file. `delegation`: what came of that file. `step`: the first of the step that the algorithm ends in. `certificate`: what
 * is true of the connection to the right place. `end`: what is sent in the end, or that nothing is.
 */
export type UnfollowedDecision = 'file' | 'delegation' | 'step' | 'certificate' | 'end';

/** One row for each kind. */
export type KindTable<Detail extends { readonly kind: string }> = {
  readonly [Kind in Detail['kind']]: KindRow<Detail & { readonly kind: Kind }>;
};
