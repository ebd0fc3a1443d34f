import type {
  Case,
  Detour,
  HttpAnswer,
  ListenerId,
  Trouble,
  TroubledStep,
  ValidServerName,
  Whereabouts,
} from '../../model/index.ts';
import {
  certificateShown,
  covers,
  DETOURS,
  listenerId,
  listenerOf,
  parseServerName,
  SRV_SERVICES,
  type SrvService,
  serviceOfStep,
  siteFor,
  sniFor,
  srvRecordsOf,
  whereaboutsIn,
  withoutFinalDot,
} from '../../model/index.ts';
import type { Outcome } from '../server-discovery/outcome.ts';
import { readWellKnown } from '../server-discovery/well-known.ts';
import type { TroubleAt } from './trouble.ts';

/** A place, and the name for which whoever comes there wants a certificate. */
interface Place {
  readonly listener: ListenerId;
  readonly name: string;
}

/** Where the step stands, from which somebody turns off. */
interface Departure {
  readonly case: Case;
  readonly outcome: Outcome;
  readonly step: TroubledStep;
  readonly trouble: Trouble;
  readonly whereabouts: Whereabouts;
  readonly server: ValidServerName;
  readonly deciding: ValidServerName;
}

/** The places that a detour from a step leads to, whether or not anybody is there. */
const PLACES: Readonly<Record<Detour, (from: Departure) => readonly Place[]>> = {
  'port-443': (from) => placesOf(from, from.deciding.host, 443),
  'port-8448': (from) => placesOf(from, from.deciding.host, 8448),
  'server-name': (from) =>
    from.step.startsWith('3.') ? placesOf(from, from.server.host, from.server.port ?? 8448) : [],
  'srv-of-server-name': (from) =>
    from.step.startsWith('3.')
      ? SRV_SERVICES.flatMap((service) => srvPlaces(from, service, from.server))
      : [],
  'other-srv': (from) =>
    SRV_SERVICES.filter((service) => service !== serviceOf(from)).flatMap((service) =>
      srvPlaces(from, service),
    ),
  'next-target': (from) => {
    const service = serviceOf(from);
    return service === undefined || from.step === 'file' ? [] : srvPlaces(from, service);
  },
  'target-8448': (from) => {
    const service = serviceOf(from);
    return service === undefined || from.step === 'file' ? [] : srvPlaces(from, service, from.deciding, 8448);
  },
  'own-file': (from) => (isAskedFor(from.step) ? [] : ownFilePlaces(from)),
  'answered-name': (from) => (from.step === 'file' ? answeredPlaces(from) : []),
};

/** Whose records decide: after a file that failed, those of the step that follows. */
const serviceOf = ({ outcome }: Departure): SrvService | undefined => serviceOfStep(outcome.step);

function placesOf({ whereabouts }: Departure, name: string, port: number, of = name): readonly Place[] {
  return whereabouts.hostsOf(name).map((host) => ({ listener: listenerId({ host, port }), name: of }));
}

/** `port`: instead of that of the record. */
function srvPlaces(
  from: Departure,
  service: SrvService,
  of = from.deciding,
  port?: number,
): readonly Place[] {
  return srvRecordsOf(from.whereabouts, service, of.host).flatMap((record) =>
    placesOf(from, record.target, port ?? record.port, of.host),
  );
}

/** Whether the file of the name that decides has been asked for on the way to a step. */
function isAskedFor(step: TroubledStep): boolean {
  return step === 'file' || step === '4' || step === '5' || step === '6';
}

function ownFilePlaces(from: Departure): readonly Place[] {
  const { case: c, deciding } = from;
  const files = filesOf(from, deciding.host).filter(
    ({ listener, answer }) => answer.status === 200 && shows(c, listener, deciding.host),
  );
  return files.flatMap(({ answer }) => delegatedPlaces(from, answer));
}

function delegatedPlaces(from: Departure, answer: HttpAnswer): readonly Place[] {
  const read = readWellKnown(200, arrivingBody(answer));
  return read.ok ? placesOf(from, read.name.host, read.name.port ?? 8448) : [];
}

/** The host of a redirect, and the delegated name of a file that does not count. */
function answeredPlaces(from: Departure): readonly Place[] {
  const redirected = from.outcome.wellKnown.slice(1).flatMap(({ cert }) => placesOf(from, cert, 8448));
  // Of a file that stalls no end arrives.
  const files = from.trouble === 'stall' ? [] : filesOf(from, from.server.host);
  return [...redirected, ...files.flatMap(({ answer }) => delegatedPlaces(from, answer))];
}

interface FoundFile {
  readonly listener: ListenerId;
  readonly answer: HttpAnswer;
}

function filesOf({ case: c, whereabouts }: Departure, name: string): readonly FoundFile[] {
  return whereabouts.hostsOf(name).flatMap((host) => {
    const id = listenerId({ host, port: 443 });
    const listener = listenerOf(c, id);
    if (listener === undefined || listener.fault !== undefined) return [];
    const file = siteFor(listener, name).routes.find(({ path }) => path === FILE);
    return file?.answers.map((answer) => ({ listener: id, answer })) ?? [];
  });
}

const FILE = '/.well-known/matrix/server';

function arrivingBody({ body, close }: HttpAnswer): Uint8Array {
  return close ? body.subarray(0, body.length / 2) : body;
}

/** The detours from a step that lead to somebody who answers, where no reading of the text leads. */
export function openDetours(c: Case, outcome: Outcome, at: TroubleAt): readonly Detour[] {
  const server = parseServerName(c.server);
  const deciding = at.step === 'file' ? server : parseServerName(outcome.target?.host ?? '');
  if (!server.ok || !deciding.ok) return [];
  const from: Departure = { case: c, outcome, ...at, server, deciding, whereabouts: whereaboutsIn(c) };
  const readings = [outcome, c.expect, ...c.tolerate];
  const right = new Set(readings.flatMap(({ connect }) => connect.flatMap(({ to }) => to)));
  const wrong = (place: Place) => !right.has(place.listener) && answers(c, place);
  return DETOURS.filter((detour) => PLACES[detour](from).some(wrong));
}

/** Whoever wants a certificate for the name gets one, and an answer that looks like success. */
function answers(c: Case, { listener: id, name }: Place): boolean {
  const listener = listenerOf(c, id);
  if (listener === undefined || !shows(c, id, name)) return false;
  const { homeserver } = siteFor(listener, name);
  return homeserver !== undefined && homeserver.status === undefined;
}

/** Whether a listener shows a good certificate to whoever wants one for the name. */
function shows(c: Case, id: ListenerId, name: string): boolean {
  const listener = listenerOf(c, id);
  if (listener === undefined || listener.fault !== undefined) return false;
  const bare = withoutFinalDot(name);
  const certificate = certificateShown(listener.cert, sniFor(bare));
  return certificate !== undefined && certificate.flaw === undefined && covers(certificate.names, bare);
}
