import { listenerId } from '../../model/index.ts';
import type { Assessment } from '../assessment.ts';
import { placesOf } from '../claims.ts';
import type { FinishedCase } from '../finished-case.ts';
import { wrongStepTo } from '../paths/wrong-step.ts';
import type { Diagnosis } from './diagnosis.ts';

/**
 * The first request to a place where none belongs, or what was said of one. D-6: that a name was looked up, or a place
 * connected to, is no mistake by itself, so that only the request shows the wrong step that led to it.
 */
export function wrongPlace(finished: FinishedCase, { deeds, decisive }: Assessment): Diagnosis | undefined {
  const expected = finished.case.expect.connect.flatMap((one) => one.to);
  const request = deeds.requests.find((one) => !expected.includes(listenerId(one)));
  if (request) {
    const { detail, followed } = wrongStepTo(
      finished,
      listenerId(request),
      request.hostHeader ?? decisive?.host,
    );
    return { detail, event: request.n, ...(followed !== undefined && { followed }) };
  }
  const claimed = decisive && placesOf(finished, decisive)?.find((id) => !expected.includes(id));
  if (!claimed) return undefined;
  const { detail, followed } = wrongStepTo(finished, claimed, decisive.host);
  return { detail, ...(followed !== undefined && { followed }) };
}
