import type { Event, HttpEvent } from './event.ts';

/** All that happened on one connection, in order. */
export interface Connection {
  readonly number: number;
  readonly host: string;
  readonly port: number;
  /** Where it was accepted; null when the record begins after that. */
  readonly address: string | null;
  /** `undefined`: no ClientHello came. `null`: one without SNI. */
  readonly sni: string | null | undefined;
  /** `n` of the ClientHello. */
  readonly hello: number | undefined;
  /** Names of the certificate, once the handshake ended well on our side. */
  readonly presented: readonly string[] | undefined;
  readonly requests: readonly HttpEvent[];
}

/** In the order in which they were accepted. */
export function connections(events: readonly Event[]): Connection[] {
  const byNumber = new Map<number, Connection>();
  for (const event of events) {
    if (event.kind === 'dns' || event.kind === 'syn') continue;
    const { connection: number, host, port } = event;
    const known = byNumber.get(number) ?? fresh(number, host, port);
    byNumber.set(number, { ...known, ...learnt(known, event) });
  }
  return [...byNumber.values()].sort((a, b) => a.number - b.number);
}

function fresh(number: number, host: string, port: number): Connection {
  return {
    number,
    host,
    port,
    address: null,
    sni: undefined,
    hello: undefined,
    presented: undefined,
    requests: [],
  };
}

function learnt(known: Connection, event: Exclude<Event, { kind: 'dns' | 'syn' }>): Partial<Connection> {
  switch (event.kind) {
    case 'tcp':
      return { address: event.address };
    case 'tls':
      return { sni: event.sni, hello: event.n };
    case 'secure':
      return { presented: event.presented };
    case 'http':
      return { requests: [...known.requests, event] };
    case 'close':
      return {};
    default:
      return event satisfies never;
  }
}
