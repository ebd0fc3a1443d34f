import type { SpecVersion } from '../../model/index.ts';
import { DEFAULT_SPEC_VERSION, stepInVersion } from '../../oracle/index.ts';
import type { Divergence } from './divergence.ts';
import { detailText } from './divergence-kinds.ts';

/**
 * In plain words, the step as that version numbers it: `at step 3.3: went by SRV of the server name where …`. Undefined where there is nothing to say that the
 * first reason does not say.
 */
export function divergenceText(
  divergence: Divergence,
  version: SpecVersion = DEFAULT_SPEC_VERSION,
): string | undefined {
  const { step, round, server } = divergence;
  const did = detailText(divergence);
  if (did === undefined) return undefined;
  const question = [round === undefined ? '' : `question ${round}`, server ?? ''].filter(Boolean).join(', ');
  const where = step === 'invalid' ? 'at the server name itself' : `at step ${stepInVersion(step, version)}`;
  return [...(question ? [question] : []), where, did].join(': ');
}
