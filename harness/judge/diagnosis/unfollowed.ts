import type { Outcome } from '../../oracle/index.ts';
import type { DivergenceKind } from '../divergence/divergence.ts';
import { unfollowedDecision } from '../divergence/divergence-kinds.ts';

/** Index of the decision that was never followed, where no event shows a divergence of this kind. */
export function unfollowed(outcome: Outcome, kind: DivergenceKind): number {
  const { trace } = outcome;
  const last = Math.max(trace.length - 1, 0);
  const step = trace.findIndex((decision) => decision.step === outcome.step);
  switch (unfollowedDecision(kind)) {
    case 'file':
      return known(trace.findIndex(({ kind: what }) => what === 'http')) ?? last;
    case 'delegation':
      return known(trace.findLastIndex((decision) => decision.step === '3')) ?? known(step) ?? last;
    case 'step':
      return known(step) ?? last;
    case 'certificate':
      return known(trace.findLastIndex(({ kind: what }) => what === 'certificate')) ?? last;
    case 'end':
      return last;
  }
}

const known = (index: number): number | undefined => (index < 0 ? undefined : index);
