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
  siteFor,
  sniFor,
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
  'other-srv': (from) =>
    SERVICES.filter((service) => service !== serviceOf(from)).flatMap((service) => srvPlaces(from, service)),
  'next-target': (from) => {
    const service = serviceOf(from);
    return service === undefined || from.step === 'file' ? [] : srvPlaces(from, service);
  },
  'answered-name': (from) => (from.step === 'file' ? answeredPlaces(from) : []),
};

const SERVICES = ['_matrix-fed', '_matrix'] as const;
type Service = (typeof SERVICES)[number];

/** Whose records decide: after a file that failed, those of the step that follows. */
function serviceOf({ outcome: { step } }: Departure): Service | undefined {
  if (step === '3.3' || step === '4') return '_matrix-fed';
  return step === '3.4' || step === '5' ? '_matrix' : undefined;
}

function placesOf({ whereabouts }: Departure, name: string, port: number, of = name): readonly Place[] {
  return whereabouts.hostsOf(name).map((host) => ({ listener: listenerId({ host, port }), name: of }));
}

function srvPlaces(from: Departure, service: Service): readonly Place[] {
  const { whereabouts, deciding } = from;
  return whereabouts
    .recordsOf(`${service}._tcp.${deciding.host}`)
    .flatMap((record) =>
      record.type === 'SRV' ? placesOf(from, record.target, record.port, deciding.host) : [],
    );
}

/** The host of a redirect, and the delegated name of a file that does not count. */
function answeredPlaces(from: Departure): readonly Place[] {
  const redirected = from.outcome.wellKnown.slice(1).map(({ cert }) => ({ host: cert, port: 8448 }));
  // Of a file that stalls no end arrives.
  const delegated = (from.trouble === 'stall' ? [] : filesOf(from)).flatMap((body) => {
    const read = readWellKnown(200, body);
    return read.ok ? [{ host: read.name.host, port: read.name.port ?? 8448 }] : [];
  });
  return [...redirected, ...delegated].flatMap(({ host, port }) => placesOf(from, host, port));
}

function filesOf({ case: c, whereabouts, server }: Departure): readonly Uint8Array[] {
  return whereabouts.hostsOf(server.host).flatMap((host) => {
    const listener = listenerOf(c, listenerId({ host, port: 443 }));
    if (listener === undefined || listener.fault !== undefined) return [];
    const file = siteFor(listener, server.host).routes.find(({ path }) => path === FILE);
    return file?.answers.map(arrivingBody) ?? [];
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
  if (listener === undefined || listener.fault !== undefined) return false;
  const bare = withoutFinalDot(name);
  const certificate = certificateShown(listener.cert, sniFor(bare));
  if (certificate === undefined || certificate.flaw !== undefined || !covers(certificate.names, bare))
    return false;
  const { homeserver } = siteFor(listener, name);
  return homeserver !== undefined && homeserver.status === undefined;
}
