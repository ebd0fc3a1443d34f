import type { Event, HttpEvent } from './event.ts';

/** All that happened on one connection, in order. */
export interface Connection {
  readonly number: number;
  readonly host: string;
  readonly port: number;
  /** Where it was accepted; null when the record begins after that. */
  readonly address: string | null;
  /** When it was accepted, in milliseconds since the round began: below 0, in an earlier one. Null as `address`. */
  readonly opened: number | null;
  /** `undefined`: no ClientHello came. `null`: one without SNI. */
  readonly sni: string | null | undefined;
  /** `n` of the ClientHello. */
  readonly hello: number | undefined;
  /** Names of the certificate, once the handshake ended well on our side. */
  readonly presented: readonly string[] | undefined;
  readonly requests: readonly HttpEvent[];
}

/** While it is put together: the judge asks for it at every event. */
type Draft = { -readonly [Key in Exclude<keyof Connection, 'requests'>]: Connection[Key] } & {
  readonly requests: HttpEvent[];
};

/** In the order in which they were accepted. */
export function connections(events: readonly Event[]): readonly Connection[] {
  const byNumber = new Map<number, Draft>();
  for (const event of events) {
    if (event.kind === 'dns' || event.kind === 'syn') continue;
    let known = byNumber.get(event.connection);
    if (known === undefined) {
      known = fresh(event);
      byNumber.set(event.connection, known);
    }
    learn(known, event);
  }
  return [...byNumber.values()].sort((a, b) => a.number - b.number);
}

type ConnectionEvent = Exclude<Event, { kind: 'dns' | 'syn' }>;

function fresh({ connection: number, host, port }: ConnectionEvent): Draft {
  return {
    number,
    host,
    port,
    address: null,
    opened: null,
    sni: undefined,
    hello: undefined,
    presented: undefined,
    requests: [],
  };
}

function learn(known: Draft, event: ConnectionEvent): void {
  switch (event.kind) {
    case 'tcp':
      known.address = event.address;
      known.opened = event.at;
      return;
    case 'tls':
      known.sni = event.sni;
      known.hello = event.n;
      return;
    case 'secure':
      known.presented = event.presented;
      return;
    case 'http':
      known.requests.push(event);
      return;
    case 'close':
      return;
    default:
      event satisfies never;
  }
}
