import { expectedSni, listenerId } from '../../model/index.ts';
import type { Assessment } from '../assessment.ts';
import { meantBy } from '../deeds.ts';
import type { RequestDetail } from '../divergence/divergence.ts';
import type { Failure } from '../finding.ts';
import type { FinishedCase } from '../finished-case.ts';
import { roleOf } from '../paths/naming.ts';
import type { Diagnosis } from './diagnosis.ts';

/** The ClientHello with a wrong name that came to the right place. */
export function wrongSni(finished: FinishedCase, { deeds }: Assessment, { event }: Failure): Diagnosis {
  const { connect } = finished.case.expect;
  const hello = finished.events.find((one) => one.kind === 'tls' && one.n === event);
  if (hello?.kind !== 'tls') return { detail: { kind: 'no-sni', belongs: 'other' } };
  const request = deeds.requests.find(({ connection }) => connection === hello.connection);
  const expected = request
    ? meantBy(request, connect)
    : connect.find(({ to }) => to.includes(listenerId(hello)));
  const detail = sniDetail(finished, expected ? expectedSni(expected) : null, hello.sni);
  return { detail, event: hello.n };
}

function sniDetail(finished: FinishedCase, wanted: string | null, seen: string | null): RequestDetail {
  if (wanted === null) return { kind: 'sni-for-address' };
  const belongs = roleOf(finished, wanted);
  return seen === null
    ? { kind: 'no-sni', belongs }
    : { kind: 'wrong-name-in-sni', put: roleOf(finished, seen), belongs };
}
