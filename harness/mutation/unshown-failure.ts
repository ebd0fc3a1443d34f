import { isDivergenceKind, questionOf } from '../judge/index.ts';
import type { RoundQuestion } from '../oracle/index.ts';
import type { CaseResult } from '../run/index.ts';

/**
 * What is missing of a verdict, so that nobody can be shown where a failure left the algorithm: that is a fault of the
 * judge. Each failure has a known kind, and an event that was seen or a decision that the oracle made.
 */
export function unshownFailure(
  { status, divergence, events }: Pick<CaseResult, 'status' | 'divergence' | 'events'>,
  rounds: readonly (readonly RoundQuestion[])[],
): string | undefined {
  if (status !== 'fail') return undefined;
  if (divergence === undefined) return 'the failure has no divergence';
  if (!isDivergenceKind(divergence.kind)) return `the divergence has an unknown kind: ${divergence.kind}`;
  if (divergence.event !== undefined) {
    const seen = events.some(({ n }) => n === divergence.event);
    return seen ? undefined : `the divergence names event ${divergence.event}, which was never seen`;
  }
  const decision = questionOf(divergence, rounds)?.outcome.trace[divergence.instead];
  return decision ? undefined : `the divergence names decision ${divergence.instead}, which was never made`;
}
