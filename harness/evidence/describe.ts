import { visible } from '../base/index.ts';
import { listenerId } from '../model/index.ts';
import type { DnsEvent, Event, HttpEvent } from './event.ts';
import { sniText } from './sni-text.ts';
import type { XMatrix } from './x-matrix.ts';

/**
 * One event as one line of text, without its time: `http srv-of-origin:8448 (20.1.0.9) GET /path  Host fed.x.test`.
 * The address is found among the other events of the case.
 */
export function describe(event: Event, among: readonly Event[] = []): string {
  if (event.kind === 'dns') return describeQuestion(event);
  const address = 'address' in event ? event.address : addressOf(event.connection, among);
  const where = `${listenerId(event)}${address ? ` (${address})` : ''}`;
  switch (event.kind) {
    case 'syn':
    case 'tcp':
      return `${event.kind} ${where}`;
    case 'tls':
      return `tls ${where} ${event.sni === null ? 'no SNI' : `SNI ${sniText(event.sni)}`}`;
    case 'secure':
      return `secure ${where} ${event.protocol} certificate ${event.presented.join(', ') || 'without names'}`;
    case 'http':
      return `http ${where} ${describeRequest(event)}`;
    case 'close':
      return `close ${where} ${event.how}`;
    default:
      return event satisfies never;
  }
}

function describeQuestion(event: DnsEvent): string {
  const transport = event.transport === 'tcp' ? ' over TCP' : '';
  const cut = event.truncated ? ' (truncated)' : '';
  const found = event.answer === 'NOERROR' ? event.records.join(', ') || 'no records' : event.answer;
  return `dns ${event.type} ${visible(event.name)}${transport} → ${found}${cut}`;
}

function describeRequest(event: HttpEvent): string {
  const host = event.hostHeader === null ? 'no Host' : `Host ${visible(event.hostHeader)}`;
  const status = event.status === null ? '' : `  → ${event.status}`;
  const signed = event.xMatrix?.map((one) => `  ${describeXMatrix(one)}`).join('') ?? '';
  return `${visible(event.method)} ${visible(event.path)}  ${host}${signed}${status}`;
}

/** `X-Matrix to x.test, signature invalid`. */
export function describeXMatrix({ destination, signature }: XMatrix): string {
  const to = destination === null ? 'without destination' : `to ${visible(destination)}`;
  return `X-Matrix ${to}, signature ${signature}`;
}

function addressOf(connection: number, among: readonly Event[]): string | undefined {
  for (const event of among) {
    if (event.kind === 'tcp' && event.connection === connection) return event.address;
  }
  return undefined;
}
