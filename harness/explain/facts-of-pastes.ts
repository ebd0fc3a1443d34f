import { isIP } from 'node:net';
import {
  type Certificate,
  type Contact,
  type Endpoint,
  type Facts,
  followAliases,
  type GetAnswer,
  type GetRequest,
  inBrackets,
  type ListenerId,
  listenerId,
  type NameAnswer,
  parseServerName,
  type RecordType,
} from '../model/index.ts';
import { isOutOfReach } from './address-range.ts';
import type { DnsPaste, PastedContact, WebFailure, WebPaste } from './paste.ts';
import {
  contactSeenAt,
  flawNamed,
  type SeenContact,
  seenContacts,
  weighedCertificate,
} from './seen-contacts.ts';
import { isAddressType, type ToldNames, toldNames, untoldAddress } from './told-names.ts';
import { isAt, isHostOf, placesOf, type WebPlace } from './web-places.ts';

/** All that somebody pasted about one server name. */
export interface Pasted {
  /** The server name in question. */
  readonly server: string;
  /** In the order in which they were given. */
  readonly dns: readonly DnsPaste[];
  /** Absent: what the well-known address answers is not known. */
  readonly web?: WebPaste;
  readonly contacts: readonly PastedContact[];
  /** Milliseconds since 1970: certificates end. */
  readonly now: number;
}

export interface PastedFacts extends Facts {
  /** Which of the pasted contacts is that of somebody who connects there. */
  contactAt(endpoint: Endpoint): PastedContact | undefined;
}

/**
 * What paper tells: what was asked of DNS and what came of it, and all of a zone; what became of the well-known file, whatever
 * DNS says of its host; and the certificates that were seen. All else is not known.
 */
export function factsOfPastes(pasted: Pasted): PastedFacts {
  const { server, dns, web, now } = pasted;
  const name = parseServerName(server);
  const places = web && name.ok && name.kind === 'dns' ? placesOf(name.host, web) : [];
  const seen = seenContacts(pasted.contacts);
  const told = withAnswering(toldNames(dns), places, seen);
  const namesAt = namesOfAddresses(told, seen);
  const seenAt = (endpoint: Endpoint) => contactSeenAt(seen, endpoint, namesAt);
  return {
    contactAt: seenAt,
    lookUp: told,
    connect(endpoint): Contact | undefined {
      const shown = seenAt(endpoint);
      return shown && contactOf(shown, endpoint, now);
    },
    get: () => undefined,
    onWayToFile: web ? wayToPastedFile(places) : wayFromOutside(told),
  };
}

/** Whatever is told of DNS: somebody has gone that way. From which address the file came is not known. */
function wayToPastedFile(places: readonly WebPlace[]): Facts {
  return {
    lookUp(owner, type): NameAnswer | undefined {
      const place = places.find(({ host }) => host === owner);
      if (!place || !isAddressType(type)) return undefined;
      return isUnresolved(place) ? { kind: 'none', why: 'NODATA' } : untoldAddress(owner, type);
    },
    connect: (endpoint) => {
      const place = places.find((each) => isAt(each, endpoint));
      return place && contactAtPlace(place, endpoint);
    },
    get: (request) => answerAt(places, request),
  };
}

/** Whoever pasted may get a file that nobody else gets: from an address of a network of its own. */
function wayFromOutside(lookUp: ToldNames): Facts {
  return {
    lookUp,
    connect: (endpoint) =>
      isOutOfReach(endpoint.address) ? { kind: 'unreachable', at: idOf(endpoint) } : undefined,
    get: () => undefined,
  };
}

/** Who answered has an address, whatever is told of DNS. Where a program found none there is none, unless an address is told. */
function withAnswering(
  told: ToldNames,
  places: readonly WebPlace[],
  seen: readonly SeenContact[],
): ToldNames {
  const lastAlias = (host: string): string =>
    followAliases((at) => told(at, 'A'), host, 'A').aliases.at(-1) ?? host;
  const namesOf = (hosts: readonly string[]) =>
    new Set(hosts.filter((host) => isIP(host) === 0).map(lastAlias));
  const absent = namesOf(places.filter(isUnresolved).map(({ host }) => host));
  const answering = namesOf([
    ...places.filter((place) => !isUnresolved(place)).map(({ host }) => host),
    ...seen.map(({ host }) => host),
  ]);
  return (owner, type): NameAnswer | undefined => {
    const answer = told(owner, type);
    if (!isAddressType(type) || answer?.kind === 'records') return answer;
    if (absent.has(owner)) return answer ?? { kind: 'none', why: 'NODATA' };
    if (!answering.has(owner)) return answer;
    const other = told(owner, type === 'A' ? 'AAAA' : 'A');
    return answer && other?.kind === 'records' ? answer : untoldAddress(owner, type);
  };
}

const isUnresolved = ({ came }: WebPlace): boolean =>
  came.kind === 'failure' && came.failure.kind === 'no-address';

/** Which of the names at which a certificate was seen have an address. */
function namesOfAddresses(told: ToldNames, seen: readonly SeenContact[]) {
  const names = new Map<string, Set<string>>();
  for (const { host } of seen.filter(({ host }) => isIP(host) === 0)) {
    const addresses = (['A', 'AAAA'] as const).flatMap((type) => addressesAt(told, host, type));
    for (const address of addresses) names.set(address, (names.get(address) ?? new Set()).add(host));
  }
  const NONE: ReadonlySet<string> = new Set();
  return (address: string) => names.get(address) ?? NONE;
}

/** Where which is not known, the last alias stands in its place. */
function addressesAt(told: ToldNames, host: string, type: RecordType): readonly string[] {
  const found = followAliases((at) => told(at, type), host, type);
  if (found.kind !== 'found') return [];
  return found.records.flatMap((record) => ('address' in record ? [record.address] : []));
}

const idOf = ({ address, port }: Endpoint) => listenerId({ host: inBrackets(address), port });

function contactOf(pasted: PastedContact, endpoint: Endpoint, now: number): Contact {
  const at = idOf(endpoint);
  if ('failure' in pasted) return failedContact(pasted.failure, endpoint.address, at);
  return { kind: 'certificate', at, certificate: weighedCertificate(pasted, now) };
}

/** What comes of connecting there. A program that got an answer has taken the certificate. */
function contactAtPlace({ host, came }: WebPlace, endpoint: Endpoint): Contact {
  const at = idOf(endpoint);
  if (came.kind === 'answer') return { kind: 'certificate', at, certificate: { names: [host] } };
  return failedContact(came.failure, host, at);
}

function failedContact({ kind, printed }: WebFailure, host: string, at: ListenerId): Contact {
  switch (kind) {
    case 'no-address':
      return { kind: 'nobody' };
    case 'refused':
    case 'silent':
      return { kind, at };
    case 'reset':
      return { kind: 'fault', at, fault: 'reset' };
    case 'tls':
      return { kind: 'fault', at, fault: 'alert-handshake-failure' };
    case 'other':
      return { kind: 'fault', at, fault: 'close' };
    case 'certificate':
      return { kind: 'certificate', at, certificate: refusedCertificate(printed, host) };
    case 'redirects':
      return { kind: 'certificate', at, certificate: { names: [host] } };
    default:
      return kind satisfies never;
  }
}

function refusedCertificate(printed: string, host: string): Certificate {
  const flaw = flawNamed(printed);
  // Programs do not say for whom it is instead.
  return flaw ? { names: [host], flaw } : { names: ['somebody else'] };
}

function answerAt(
  places: readonly WebPlace[],
  { endpoint, host, path, before }: GetRequest,
): GetAnswer | undefined {
  const same = places.filter(
    (place) => isAt(place, endpoint) && isHostOf(place, host) && place.path === path,
  );
  // A page that redirects to itself answers otherwise the next time.
  const place = same.find((each) => each === places[before.length]) ?? same[0];
  const answer = place && answerOfPlace(place);
  return answer && { answer, varies: same.length > 1 };
}

function answerOfPlace({ came, path }: WebPlace): GetAnswer['answer'] | undefined {
  if (came.kind === 'answer') {
    // What a file says is in its body; what other answers say stands above it.
    return came.answer.withoutBody && came.answer.status === 200 ? undefined : came.answer;
  }
  // Whatever it was that led on again and again.
  return { status: 302, headers: { Location: path }, body: new Uint8Array(), location: path };
}
