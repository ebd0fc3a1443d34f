import { sameHost, splitHostPort } from '../../model/index.ts';
import type { Assessment } from '../assessment.ts';
import { meantBy } from '../deeds.ts';
import type { RequestDetail } from '../divergence/divergence.ts';
import type { Failure } from '../finding.ts';
import type { FinishedCase } from '../finished-case.ts';
import { roleOf } from '../paths/naming.ts';
import type { Diagnosis } from './diagnosis.ts';

/** A wrong Host that was sent to the right place, or said to belong there. */
export function wrongHost(
  finished: FinishedCase,
  { deeds, decisive }: Assessment,
  { event }: Failure,
): Diagnosis {
  const { connect } = finished.case.expect;
  const request = deeds.requests.find(({ n }) => n === event);
  const seen = request ? request.hostHeader : (decisive?.host ?? null);
  const expected = request ? meantBy(request, connect) : connect[0];
  const detail = hostDetail(finished, expected?.host ?? '', seen);
  return { detail, ...(request && { event: request.n }) };
}

function hostDetail(finished: FinishedCase, expected: string, seen: string | null): RequestDetail {
  if (seen === null) return { kind: 'no-host' };
  const [want, got] = [splitHostPort(expected), splitHostPort(seen)];
  if (!sameHost(want.host, got.host)) {
    const [put, belongs] = [roleOf(finished, got.host), roleOf(finished, want.host)];
    return { kind: 'wrong-name-in-host', put, belongs };
  }
  if (want.port === undefined) return { kind: 'port-added-to-host', port: got.port ?? '' };
  if (got.port === undefined) return { kind: 'port-left-out-of-host', port: want.port };
  return { kind: 'wrong-port-in-host', port: got.port, wanted: want.port };
}
