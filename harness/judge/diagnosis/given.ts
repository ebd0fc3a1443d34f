import { visible } from '../../base/index.ts';
import { connections } from '../../evidence/index.ts';
import { srvRecordsOf, steady, whereaboutsIn } from '../../model/index.ts';
import { decisionText } from '../../oracle/index.ts';
import type { FinishedCase } from '../finished-case.ts';
import { decisiveService } from '../paths/decisive-service.ts';
import { pathsOf, rightPaths } from '../paths/path.ts';
import type { Diagnosis } from './diagnosis.ts';

/** In characters: what is longer says nothing more. */
const LONGEST = 200;

/**
 * What the implementation was given at the point where it left the algorithm, on one line that is safe to print: the
 * certificate that it accepted, the delegation that it followed, or what leads to the right place. Undefined where nothing but
 * the author of the case decides.
 */
export function givenTo(finished: FinishedCase, { detail, event, followed }: Diagnosis): string | undefined {
  const { case: c } = finished;
  const inputs =
    detail.kind === 'accepted-certificate'
      ? [certificateOn(finished, event)]
      : followed === undefined
        ? inputsOf(finished)
        : [quoted('m.server', followed)];
  const text = steady(c, inputs.map(visible).join(', '));
  if (text === '') return undefined;
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const quoted = (what: string, text: string): string => `${what} ${JSON.stringify(text)}`;

function certificateOn({ events }: FinishedCase, number: number | undefined): string {
  const request = events.find(({ n }) => n === number);
  const on = request && 'connection' in request ? request.connection : undefined;
  const names = connections(events).find((one) => one.number === on)?.presented ?? [];
  return `a certificate for ${names.join(', ') || 'no name'}`;
}

/** All that leads from the server name to the right place. */
function inputsOf(finished: FinishedCase): readonly string[] {
  const { case: c, outcome } = finished;
  const { step, trace } = outcome;
  if (step === '1' || step === '2' || step === 'invalid') return [quoted('server name', c.server)];
  const locations = trace.flatMap((one) => (one.kind === 'redirect' ? [quoted('Location', one.url)] : []));
  if (!step.startsWith('3.')) return [...locations, ...withoutFile(finished), ...recordsOf(finished)];
  const [right] = rightPaths(outcome, pathsOf(c, outcome)).flatMap(({ delegation }) => delegation ?? []);
  const delegated = right?.text ?? outcome.target?.host;
  const file = delegated === undefined ? [] : [quoted('m.server', delegated)];
  return [...locations, ...file, ...recordsOf(finished)];
}

/** Why no file counts, where one was looked for. */
function withoutFile({ outcome }: FinishedCase): readonly string[] {
  const last = outcome.trace.findLast(({ step }) => step === '3');
  return last === undefined || last.kind === 'http' ? [] : [decisionText(last)];
}

function recordsOf(finished: FinishedCase): readonly string[] {
  const srv = decisiveService(finished);
  if (srv === undefined) return [];
  const records = srvRecordsOf(whereaboutsIn(finished.case), srv.service, srv.owner);
  return records.map(
    ({ priority, weight, port, target }) =>
      `SRV ${srv.service}._tcp of the ${srv.whose} "${priority} ${weight} ${port} ${target}"`,
  );
}
