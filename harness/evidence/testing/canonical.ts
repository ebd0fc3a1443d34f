import { visible } from '../../base/index.ts';
import { listenerId } from '../../model/index.ts';
import { type Connection, connections } from '../connection.ts';
import { describeXMatrix } from '../describe.ts';
import type { DnsEvent, Event, HttpEvent } from '../event.ts';

/**
 * The events without what may differ from run to run: times, client ports, the letter case of questions (0x20), the
 * order of parallel questions and connections, and how a connection was closed. Equal behaviour gives equal lines.
 */
export function canonical(events: readonly Event[]): string[] {
  const questions = events.filter((event) => event.kind === 'dns').map(canonicalQuestion);
  return [...questions, ...connections(events).map(canonicalConnection)].sort();
}

function canonicalQuestion(event: DnsEvent): string {
  const answer = event.answer === 'NOERROR' ? [...event.records].sort().join(', ') : event.answer;
  const cut = event.truncated ? ' truncated' : '';
  return `dns ${event.type} ${visible(event.name.toLowerCase())} ${event.transport} ${answer}${cut}`;
}

function canonicalConnection(c: Connection): string {
  const hello = c.sni === undefined ? [] : [`sni ${c.sni === null ? 'none' : visible(c.sni.toLowerCase())}`];
  const requests = c.requests.map(canonicalRequest);
  return [`connection ${listenerId(c)}`, ...hello, ...requests].join(' | ');
}

function canonicalRequest(r: HttpEvent): string {
  const signed = (r.xMatrix ?? []).map((one) => ` ${describeXMatrix(one)}`).join('');
  const host = visible(r.hostHeader ?? 'none');
  return `${visible(r.method)} ${visible(r.path)} host ${host}${signed} ${r.status ?? 'unanswered'}`;
}
