import { isIP } from 'node:net';
import type { GetRequest, HttpAnswer } from '../../model/index.ts';
import type { Peer } from './attempt.ts';
import type { MissingFact } from './consultation.ts';
import type { Inquiry } from './inquiry.ts';
import type { FetchPlace } from './redirect.ts';

/** What one client has asked for on the way to the file. */
export interface Sent {
  readonly requests: GetRequest[];
  /** Some answer would be another the next time. */
  varied: boolean;
}

export type Gotten =
  | {
      readonly kind: 'answer';
      readonly answer: HttpAnswer;
      /** Another address of the name would answer something else. */
      readonly differs: boolean;
    }
  | { readonly kind: 'unknown'; readonly missing: readonly MissingFact[] };

/** Sends a GET to the first of several that would all do. */
export function getFrom(
  q: Inquiry,
  first: Peer,
  others: readonly Peer[],
  place: FetchPlace,
  sent: Sent,
): Gotten {
  const request = requestAt(first, place, sent.requests);
  const got = q.facts.get(request);
  const elsewhere = others.map((other) => requestAt(other, place, []));
  const same = elsewhere.map((each) => q.facts.get(each));
  if (got === undefined || same.includes(undefined)) {
    const unknown = [...(got ? [] : [request]), ...elsewhere.filter((_, index) => !same[index])];
    return {
      kind: 'unknown',
      missing: unknown.map((each) => ({ kind: 'http', url: url(place), request: each })),
    };
  }
  sent.requests.push(request);
  sent.varied ||= got.varies;
  const { answer } = got;
  return { kind: 'answer', answer, differs: same.some((other) => !alike(answer, other?.answer)) };
}

/** What a listener whose certificate is refused would have answered; none: that is not known. */
export function statusBehind(q: Inquiry, peer: Peer, place: FetchPlace): number | undefined {
  return q.facts.get(requestAt(peer, place, []))?.answer.status;
}

/** S3-b, R-2: Host is the host of the URL. */
function requestAt({ endpoint }: Peer, place: FetchPlace, before: readonly GetRequest[]): GetRequest {
  return { method: 'GET', endpoint, host: hostOf(place), path: place.path, headers: {}, before: [...before] };
}

function alike(a: HttpAnswer, b: HttpAnswer | undefined): boolean {
  if (a === b) return true;
  if (b === undefined || a.status !== b.status || a.location !== b.location) return false;
  return (
    Buffer.compare(a.body, b.body) === 0 && Buffer.compare(a.raw ?? Buffer.of(), b.raw ?? Buffer.of()) === 0
  );
}

export function url(place: FetchPlace): string {
  return `https://${hostOf(place)}${place.path}`;
}

function hostOf({ host, port }: FetchPlace): string {
  const name = isIP(host) === 6 ? `[${host}]` : host;
  return port === 443 ? name : `${name}:${port}`;
}
