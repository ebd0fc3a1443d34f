import { visible } from '../../base/index.ts';
import { describe, type Event } from '../../evidence/index.ts';
import { federationRequests, type Verdict } from '../../judge/index.ts';
import { type Case, listenerId, withPort } from '../../model/index.ts';

const MOST_EVENTS = 3;

/** The requests that count; where there are none, what it said and how far it got. */
export function sawTexts(verdict: Verdict, c: Case): string[] {
  const { events } = verdict;
  const forbidden = forbiddenEvent(verdict);
  if (forbidden !== undefined) return [describe(forbidden, events)];
  const expected = c.expect.connect.flatMap(({ to }) => [...to]);
  const requests = federationRequests(c, events);
  const astray = requests.filter((request) => !expected.includes(listenerId(request)));
  if (requests.length > 0) return several(astray.length > 0 ? astray : requests, events);
  const said = claimTexts(verdict);
  const last = events.filter(({ kind }) => kind === 'tls' || kind === 'http' || kind === 'dns').slice(-1);
  const seen = last.map((event) => `${describe(event, events)} (last step seen)`);
  const nothing = events.length === 0 ? ['nothing on the wire'] : [];
  return [...said, ...(said.length > 0 && verdict.claim?.kind === 'resolved' ? [] : [...seen, ...nothing])];
}

/** What may not be seen, or not so often: the ordinary request beside it is none of the failure. */
function forbiddenEvent({ divergence, events }: Verdict): Event | undefined {
  const isForbidden = divergence?.kind === 'did-what-is-forbidden' || divergence?.kind === 'did-too-often';
  return isForbidden ? events.find(({ n }) => n === divergence.event) : undefined;
}

function several(requests: readonly Event[], events: readonly Event[]): string[] {
  const texts = [...new Set(requests.map((event) => describe(event, events)))];
  const more = texts.length - MOST_EVENTS;
  return [...texts.slice(0, MOST_EVENTS), ...(more > 0 ? [`and ${more} more`] : [])];
}

function claimTexts({ claim }: Verdict): string[] {
  if (!claim) return [];
  if (claim.kind === 'failed') return [`it said that it failed: ${cut(visible(claim.message), 200)}`];
  return claim.targets.slice(0, MOST_EVENTS).map((target) => {
    const place = withPort(target.address ?? target.name ?? '(no host)', target.port ?? '(no port)');
    const host = target.host === undefined ? '' : `  Host ${target.host}`;
    const tls = target.tls_name === undefined ? '' : `  certificate ${target.tls_name}`;
    return visible(`claim ${place}${host}${tls}`);
  });
}

/** At most so many columns. */
const cut = (text: string, columns: number) =>
  text.length <= columns ? text : `${text.slice(0, columns - 1)}…`;
