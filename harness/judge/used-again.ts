import { type Connection, connections, type Event, type HttpEvent } from '../evidence/index.ts';
import { sameHost, splitHostPort } from '../model/index.ts';
import type { Evidence } from './finished-case.ts';

/** How a finding ends whose request came over a connection that was made for something else. */
export const USED_AGAIN = ', over a connection that was used again';

/**
 * Whether a request came over a connection that was made for something else (`own`: those of the events): in an earlier round, for another name that is
 * asked for at the same moment, or for another Host. A second request to the same place is none of that.
 */
export function usedAgain(
  { events, scene = events }: Pick<Evidence, 'events' | 'scene'>,
  own: ConnectionsByNumber,
) {
  const all = scene === events ? own : connectionsByNumber(scene);
  return (request: HttpEvent): boolean => {
    const connection = all.get(request.connection);
    const first = connection?.requests[0];
    if (first === undefined) return false;
    if ((connection?.opened ?? 0) < 0) return true;
    return own.get(request.connection)?.requests[0]?.n !== first.n || !isSameHost(first, request);
  };
}

export type ConnectionsByNumber = ReadonlyMap<number, Connection>;

export const connectionsByNumber = (events: readonly Event[]): ConnectionsByNumber =>
  new Map(connections(events).map((connection) => [connection.number, connection]));

function isSameHost(first: HttpEvent, request: HttpEvent): boolean {
  const [one, other] = [first.hostHeader, request.hostHeader];
  if (one === null || other === null) return one === other;
  return sameHost(splitHostPort(one).host, splitHostPort(other).host);
}
