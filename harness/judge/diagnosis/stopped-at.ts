import { visible } from '../../base/index.ts';
import { type Connection, connections, type Event } from '../../evidence/index.ts';
import {
  type ExpectedConnection,
  listenerId,
  parseServerName,
  SRV_SERVICES,
  srvOwner,
  steady,
} from '../../model/index.ts';
import type { Assessment } from '../assessment.ts';
import type { StopDetail } from '../divergence/divergence.ts';
import { isWellKnown } from '../federation-request.ts';
import { canConnect, type FinishedCase, seenSoFar } from '../finished-case.ts';
import { decisiveService, isAskedFor } from '../paths/decisive-service.ts';
import { questionOfInvalidFile } from '../paths/invalid-file.ts';
import { roleOf } from '../paths/naming.ts';
import { pathsOf, rightPaths } from '../paths/path.ts';
import { clauseOfStop } from '../paths/stopped-at-file.ts';
import type { Diagnosis } from './diagnosis.ts';

/** No request came where one belongs: how far it got, told by what is missing first. */
export function stoppedAt(finished: FinishedCase, { deeds }: Assessment): Diagnosis {
  return (
    brokenOff(finished, deeds.missing) ??
    tookInvalidFile(finished) ?? { detail: missingFirst(finished, deeds.missing) }
  );
}

/** It never connected, since what it looked up is no server name. */
function tookInvalidFile(finished: FinishedCase): Diagnosis | undefined {
  const question = questionOfInvalidFile(finished);
  if (question === undefined) return undefined;
  const asked = `SRV ${steady(finished.case, visible(question.name))}`;
  return { detail: { kind: 'looked-up-invalid-file', asked }, event: question.n };
}

function missingFirst(finished: FinishedCase, missing: readonly ExpectedConnection[]): StopDetail {
  const { case: c, outcome, about, answer } = finished;
  // What was asked in an earlier round need not be asked again.
  const events = seenSoFar(finished);
  const own = parseServerName(c.server);
  const discovers = own.ok && own.kind === 'dns' && own.port === undefined;
  const asked = events.some((event) => event.kind === 'http' && isWellKnown(event));
  if (discovers && outcome.step.startsWith('3.') && !asked) return { kind: 'never-asked-well-known' };
  if (clauseOfStop(finished) !== undefined) return { kind: 'stopped-at-file' };
  const srv = decisiveService(finished);
  if (srv && !isAskedFor(events, srv))
    return { kind: 'never-asked-srv', service: srv.service, whose: srv.whose };
  const needless = serviceDespitePort(finished);
  if (needless !== undefined) return { kind: 'asked-srv-despite-port', ...needless };
  if (canConnect(about)) return { kind: 'stopped-before-connecting', to: missing.map(({ to }) => to) };
  if (answer?.kind === 'failed') return { kind: 'said-that-it-failed' };
  return { kind: answer?.kind === 'resolved' ? 'named-no-known-place' : 'said-nothing' };
}

/**
 * The SRV question of somebody who lost the port of the name on the way, and then went where nobody listens. To ask it is no
 * mistake (D-6), so that it is told only of who never connected. Another name that is asked for may be the same without port.
 */
function serviceDespitePort({ case: c, outcome, events, scene = events }: FinishedCase) {
  if (scene !== events) return undefined;
  const right = rightPaths(outcome, pathsOf(c, outcome)).find(({ means }) => means === 'port');
  const service =
    right &&
    SRV_SERVICES.find((one) => isAskedFor(events, { name: srvOwner(one, right.name).toLowerCase() }));
  return service && { service, whose: right.whose };
}

function brokenOff(finished: FinishedCase, missing: readonly ExpectedConnection[]): Diagnosis | undefined {
  const all = connections(finished.events);
  for (const { to, cert } of missing) {
    const first = all.find((one) => to.includes(listenerId(one)));
    if (!first) continue;
    const [at, event] = [listenerId(first), lastOn(first, finished.events)];
    const detail = howItEnded(first, event) ?? { kind: 'broke-off-tls', at, belongs: roleOf(finished, cert) };
    return { detail, ...(event && { event: event.n }) };
  }
  return undefined;
}

/** Where the client did not even come to see the certificate. */
function howItEnded(connection: Connection, last: Event | undefined): StopDetail | undefined {
  const at = listenerId(connection);
  if (connection.sni === undefined) return { kind: 'sent-no-client-hello', at };
  // OpenSSL found nothing in common: it is our side that says so, and with an alert.
  const ours = last?.kind === 'close' && last.shown === undefined && last.how.startsWith('ERR_SSL_');
  return ours ? { kind: 'ended-with-our-alert', at } : undefined;
}

/** Mostly how it was closed. */
const lastOn = ({ number }: Connection, events: readonly Event[]): Event | undefined =>
  events.findLast((event) => 'connection' in event && event.connection === number);
