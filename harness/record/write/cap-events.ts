import type { Event } from '../../evidence/index.ts';

/** More than any behaviour needs to be understood: beyond it somebody goes round in a circle. */
const MOST_EVENTS = 2_000;
const MOST_OCTETS = 256 * 1024;

export interface CappedEvents {
  readonly events: readonly Event[];
  /** So many were left out. */
  readonly dropped: number;
}

/**
 * The beginning and the end of what was seen: a thousand events of each, and less where they are long. `named` is the
 * number of one that is kept in any case.
 */
export function capEvents(events: readonly Event[], named?: number): CappedEvents {
  const few = events.length <= MOST_EVENTS ? events : ends(events, countUpTo(MOST_EVENTS / 2), named);
  const kept = octetsOf(few) <= MOST_OCTETS ? few : ends(few, octetsUpTo(MOST_OCTETS / 2), named);
  return { events: kept, dropped: events.length - kept.length };
}

/** Whether there is still room for one more, asked of each in turn. */
type Room = () => (event: Event) => boolean;

function ends(events: readonly Event[], room: Room, named: number | undefined): readonly Event[] {
  const fits = [room(), room()] as const;
  const until = firstWithout(events, fits[0]);
  const fromEnd = firstWithout(events.toReversed(), fits[1]);
  const from = Math.max(events.length - fromEnd, until);
  return events.filter((event, index) => index < until || index >= from || event.n === named);
}

function firstWithout(events: readonly Event[], hasRoom: (event: Event) => boolean): number {
  const index = events.findIndex((event) => !hasRoom(event));
  return index < 0 ? events.length : index;
}

function countUpTo(most: number): Room {
  return () => {
    let left = most;
    return () => left-- > 0;
  };
}

/** As in the array: each with a comma, and a bracket at its end. */
function octetsUpTo(most: number): Room {
  return () => {
    let left = most - 1;
    return (event) => {
      left -= octetsOf(event) + 1;
      return left >= 0;
    };
  };
}

const octetsOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
