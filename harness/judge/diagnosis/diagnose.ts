import type { Event } from '../../evidence/index.ts';
import type { Assessment } from '../assessment.ts';
import type { Divergence } from '../divergence/divergence.ts';
import type { Field } from '../field.ts';
import { type Failure, FIELD_ORDER } from '../finding.ts';
import type { FinishedCase } from '../finished-case.ts';
import type { Diagnosis } from './diagnosis.ts';
import { givenTo } from './given.ts';
import { nearestQuestion } from './nearest-question.ts';
import { stoppedAt } from './stopped-at.ts';
import { unfollowed } from './unfollowed.ts';
import { wrongHost } from './wrong-host.ts';
import { wrongPlace } from './wrong-place.ts';
import { wrongSni } from './wrong-sni.ts';

/** Where the behaviour first left the algorithm: the worst of what is wrong, and of that the first. */
export function diagnose(
  finished: FinishedCase,
  assessment: Assessment,
  failures: readonly [Failure, ...Failure[]],
): Divergence {
  const { outcome } = finished;
  const failure = worst(failures, finished.scene ?? finished.events);
  const diagnosis = diagnosisOf(finished, assessment, failure);
  const { detail, event } = diagnosis;
  const given = OF_THE_WAY.has(failure.field) ? givenTo(finished, diagnosis) : undefined;
  const { clause, again } =
    failures.find((one) => one.field === failure.field && one.event === event) ?? failure;
  return {
    ...detail,
    step: outcome.step,
    ...(clause === undefined ? {} : { clause }),
    ...(again && { again }),
    ...(given !== undefined && { given }),
    ...(event === undefined ? { instead: unfollowed(outcome, detail.kind) } : { event }),
  };
}

/** Fields that follow from what somebody is given on the way; what else is asked for stands in the reason. */
const OF_THE_WAY: ReadonlySet<Field> = new Set(['to', 'refuse', 'host', 'sni', 'cert']);

function worst([first, ...others]: readonly [Failure, ...Failure[]], events: readonly Event[]): Failure {
  const places = new Map(events.map(({ n }, index) => [n, index]));
  const place = ({ event }: Failure) => places.get(event ?? 0) ?? -1;
  const order = (a: Failure, b: Failure) =>
    FIELD_ORDER.indexOf(a.field) - FIELD_ORDER.indexOf(b.field) || place(a) - place(b);
  return others.reduce((best, one) => (order(one, best) < 0 ? one : best), first);
}

function diagnosisOf(finished: FinishedCase, assessment: Assessment, failure: Failure): Diagnosis {
  switch (failure.field) {
    case 'to':
    case 'refuse':
      return nearestQuestion(finished, wrongPlace(finished, assessment) ?? stoppedAt(finished, assessment));
    case 'host':
      return wrongHost(finished, assessment, failure);
    case 'sni':
      return wrongSni(finished, assessment, failure);
    default:
      return failure;
  }
}
