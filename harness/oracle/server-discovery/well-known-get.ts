import type { GetRequest, HttpAnswer } from '../../model/index.ts';
import { hostOfUrl } from '../../model/index.ts';
import type { OtherEnd } from './attempt.ts';
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
      readonly request: GetRequest;
      readonly answer: HttpAnswer;
      /** Another address of the name would answer something else. */
      readonly differs: boolean;
      /** So would the same one, if the port that HTTPS has anyway were written into Host. */
      readonly differsByPort: boolean;
      /** So would somebody with another User-Agent be. */
      readonly differsByAgent: boolean;
    }
  | { readonly kind: 'unknown'; readonly missing: readonly MissingFact[] };

/** Sends a GET to the first of several that would all do. */
export function getFrom(
  q: Inquiry,
  first: OtherEnd,
  others: readonly OtherEnd[],
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
  const byPort = place.port === 443 ? q.facts.get({ ...request, host: `${request.host}:443` }) : undefined;
  sent.requests.push(request);
  sent.varied ||= got.varies;
  const { answer } = got;
  return {
    kind: 'answer',
    request,
    answer,
    differs: same.some((other) => !alike(answer, other?.answer)),
    differsByAgent: got.byAgent === true,
    differsByPort: byPort !== undefined && !alike(answer, byPort.answer),
  };
}

/** What a listener whose certificate is refused would have answered; none: that is not known. */
export function statusBehind(q: Inquiry, peer: OtherEnd, place: FetchPlace): number | undefined {
  return q.facts.get(requestAt(peer, place, []))?.answer.status;
}

/** S3-b, R-2: Host is the host of the URL. */
function requestAt({ endpoint }: OtherEnd, place: FetchPlace, before: readonly GetRequest[]): GetRequest {
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

const hostOf = ({ host, port }: FetchPlace): string => hostOfUrl(host, port);
