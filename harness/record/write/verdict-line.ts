import { type Event, summarizeHello } from '../../evidence/index.ts';
import { type Divergence, divergenceText, type LateVerdict, type Verdict } from '../../judge/index.ts';
import type { SpecVersion } from '../../model/index.ts';
import { capEvents } from './cap-events.ts';

/** What is longer is looked at for events that can be left out. */
const LONG = 128 * 1024;
const FEW = 1_000;

/** The text of the line of a verdict, or of what would have been one. */
export function verdictText(verdict: Verdict | LateVerdict, version: SpecVersion): string {
  const { events } = verdict;
  const isTold = verdict.status === 'fail' || verdict.status === 'error';
  const seen = events.map(isTold ? withSummary : withoutHello);
  const { divergence } = verdict;
  const type = 'expected' in verdict ? 'verdict' : 'late';
  const line = { type, ...verdict, ...(divergence && { divergence: inWords(divergence, version) }) };
  const text = JSON.stringify({ ...line, events: seen });
  if (text.length < LONG && seen.length <= FEW) return text;
  const { events: kept, dropped } = capEvents(seen, divergence?.event);
  return JSON.stringify({ ...line, events: kept, ...(dropped > 0 && { dropped }) });
}

/** Others than we read the record, too, and have no function for the sentence. */
function inWords(divergence: Divergence, version: SpecVersion): object {
  const text = divergenceText(divergence, version);
  return text === undefined ? divergence : { ...divergence, text };
}

/** The raw ClientHello is kept where somebody will want to look at it: it is most of the bytes of a line. */
function withoutHello(event: Event): Event {
  return event.kind === 'tls' ? { ...event, hello: '' } : event;
}

function withSummary(event: Event): Event {
  if (event.kind !== 'tls') return event;
  const summary = summarizeHello(event.hello);
  return summary === undefined ? event : { ...event, summary };
}
