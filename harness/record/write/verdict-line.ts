import { type Event, summarizeHello } from '../../evidence/index.ts';
import type { Verdict } from '../../judge/index.ts';
import { capEvents } from './cap-events.ts';

/** A line longer than this is looked at for events that can be left out. */
const LONG = 128 * 1024;

/** The text of the line of a verdict. */
export function verdictText(verdict: Verdict): string {
  const { events } = verdict;
  const isTold = verdict.status === 'fail' || verdict.status === 'error';
  const seen = events.map(isTold ? withSummary : withoutHello);
  const text = JSON.stringify({ type: 'verdict', ...verdict, events: seen });
  if (text.length < LONG) return text;
  const { events: kept, dropped } = capEvents(seen, namedEvent(verdict));
  const told = { type: 'verdict', ...verdict, events: kept, ...(dropped > 0 && { dropped }) };
  return JSON.stringify(told);
}

function namedEvent({ divergence }: Verdict): number | undefined {
  return divergence?.event;
}

/** The raw ClientHello is kept where somebody will want to look at it: it is most of the bytes of a line. */
function withoutHello(event: Event): Event {
  return event.kind === 'tls' ? { ...event, hello: '' } : event;
}

function withSummary(event: Event): Event {
  const summary = event.kind === 'tls' ? summarizeHello(event.hello) : undefined;
  return summary === undefined ? event : { ...event, summary } as Event;
}
