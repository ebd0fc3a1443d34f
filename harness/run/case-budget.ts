/**
 * Milliseconds an implementation has for one case, from handing over to decision. Not one of the round figures that
 * clients choose for their own time-outs (5, 10, 30 s): what happens at the very end of a budget could go either way.
 */
export const BUDGET_MS = 8_000;

export interface CaseBudget {
  /** Milliseconds from the handing over to the end, for each round; more of them while this thread is busy (`patience`). */
  readonly ms: number;
  /** Chosen long enough by the user: staying undecided in a case about stalls is judged. */
  readonly patient: boolean;
}

export const ORDINARY_BUDGET: CaseBudget = { ms: BUDGET_MS, patient: false };
