import type { Server, Socket } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { type Fault, type Host, helloAnswer, type Listener, speaksClearText } from '../../model/index.ts';
import { AcceptedConnection, BEYOND_TELLING } from '../connection.ts';
import type { EventSender } from '../event-sender.ts';
import { type FaultHandler, HANDLERS, type PortRule, type PortRules } from '../faults/index.ts';
import type { Requests } from '../http/index.ts';
import { awaitHello, type SecureServers } from '../tls/index.ts';
import { letGo } from './let-go.ts';
import { listen, stopListening } from './listen.ts';
import { MOST_CONNECTIONS } from './most-connections.ts';
import type { HostsAbout } from './protocol.ts';

/** What all cases of a world share. */
export interface Shared {
  readonly requests: Requests;
  readonly secure: SecureServers;
  readonly rules: PortRules;
}

/** One address and port of the case, and what is open there. */
interface Place {
  readonly address: string;
  listener: Listener;
  /** Missing where nothing listens. */
  server?: Server;
  readonly sockets: Set<Socket>;
}

/** The listeners of one case, and every socket they accepted. */
export class CaseHosts implements AsyncDisposable {
  readonly #shared: Shared;
  readonly #events: EventSender;
  readonly #about: HostsAbout;
  readonly #places = new Map<string, Place>();
  /** Open at this moment. */
  #connections = 0;

  constructor(shared: Shared, events: EventSender, about: HostsAbout) {
    this.#shared = shared;
    this.#events = events;
    this.#about = about;
  }

  async open(hosts: readonly Host[]): Promise<void> {
    await this.#openAll(placesOf(hosts));
    // What takes long is done before anybody waits for it.
    await this.#shared.secure.prepare(hosts);
  }

  /** What stays as it is keeps its connections; whatever else is open now ends, and is open anew before this resolves. */
  async change(hosts: readonly Host[]): Promise<void> {
    this.#events.renewQuota();
    const wanted = new Map(placesOf(hosts).map((place) => [keyOf(place), place]));
    const gone: Place[] = [];
    const old: Socket[] = [];
    for (const [key, place] of this.#places) {
      const next = wanted.get(key)?.listener;
      if (next !== undefined && isDeepStrictEqual(next, place.listener)) {
        wanted.delete(key);
        continue;
      }
      old.push(...place.sockets);
      if (next !== undefined && this.#swap(place, next)) {
        wanted.delete(key);
      } else {
        gone.push(place);
        this.#places.delete(key);
      }
    }
    await letGo(old);
    await this.#closeAll(gone);
    await this.#openAll([...wanted.values()]);
    await this.#shared.secure.prepare(hosts);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#closeAll([...this.#places.values()]);
  }

  async #openAll(places: readonly Place[]): Promise<void> {
    // Even where one cannot be opened, the others are to be closed.
    for (const place of places) this.#places.set(keyOf(place), place);
    const opened = await Promise.allSettled([
      this.#shared.rules.change('add', places.flatMap(ruleOf)),
      ...places.map((place) => this.#listen(place)),
    ]);
    const failed = opened.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  async #closeAll(places: readonly Place[]): Promise<void> {
    const closed = places.flatMap(({ server }) => (server === undefined ? [] : [stopListening(server)]));
    for (const { sockets } of places) for (const socket of sockets) socket.destroy();
    await Promise.all([...closed, this.#shared.rules.change('del', places.flatMap(ruleOf))]);
  }

  /** Another listener on an open port, so that nobody is refused in between. Not possible where none listens, or no socket is read. */
  #swap(place: Place, next: Listener): boolean {
    if (place.server === undefined || this.#behaviourOf(next) === undefined) return false;
    if (listenOptions(place.listener) !== listenOptions(next)) return false;
    place.listener = next;
    return true;
  }

  async #listen(place: Place): Promise<void> {
    const { address, listener, sockets } = place;
    if (this.#behaviourOf(listener) === undefined) return;
    const onSocket = (socket: Socket): void => {
      this.#connections++;
      sockets.add(socket);
      socket.once('close', () => {
        this.#connections--;
        sockets.delete(socket);
      });
      const connection = new AcceptedConnection(
        place.listener,
        address,
        socket,
        this.#events,
        this.#about.sender,
      );
      if (this.#connections <= MOST_CONNECTIONS && !connection.isBeyondTelling) {
        this.#behaviourOf(place.listener)?.(connection);
        return;
      }
      const tooMany = `more than ${MOST_CONNECTIONS} connections at once`;
      connection.unserved(connection.isBeyondTelling ? BEYOND_TELLING : tooMany);
      socket.destroy();
    };
    place.server = await listen(address, listener.port, onSocket, listenOptions(listener));
  }

  /** Undefined: nothing listens there. */
  #behaviourOf(listener: Listener): ((connection: AcceptedConnection) => void) | undefined {
    const { fault, cert } = listener;
    if (fault !== undefined) return this.#faultyBehaviour(fault);
    if (cert?.kind === 'none')
      return (connection) => this.#greet(connection, () => this.#serveInClear(connection));
    return (connection) => this.#greet(connection, () => this.#secureIt(connection));
  }

  #faultyBehaviour(fault: Fault): ((connection: AcceptedConnection) => void) | undefined {
    const handler: FaultHandler = HANDLERS[fault];
    switch (handler.at) {
      case 'route':
        return undefined;
      case 'accept':
        return handler.handle;
      case 'hello':
        return (connection) =>
          this.#greet(connection, (tls) =>
            tls || !speaksClearText(fault) ? handler.handle(connection) : this.#serveInClear(connection),
          );
      default:
        return handler satisfies never;
    }
  }

  /** What was read to see whether it is TLS is read again. */
  #serveInClear(connection: AcceptedConnection): void {
    this.#shared.requests.serve(connection, connection.socket);
    connection.socket.resume();
  }

  #greet(connection: AcceptedConnection, then: (tls: boolean) => void): void {
    awaitHello(connection, (hello, raw) => {
      if (hello !== undefined) {
        connection.sni = hello.sni;
        const { sni, alpn } = hello;
        connection.add({ kind: 'tls', ...connection.where, sni, alpn, hello: raw.toString('base64') });
      }
      then(hello !== undefined);
    });
  }

  #secureIt(connection: AcceptedConnection): void {
    const { cert, tls } = connection.listener;
    const answer = helloAnswer(cert, connection.sni);
    if (answer === undefined) {
      connection.endedBy('no certificate is declared');
      connection.socket.destroy();
      return;
    }
    if ('fault' in answer) {
      HANDLERS[answer.fault].handle(connection);
      return;
    }
    const { certificates } = this.#about;
    this.#shared.secure.handshake(connection, answer, tls ?? {}, certificates).catch((error: unknown) => {
      connection.failed(error);
      connection.socket.destroy();
    });
  }
}

function placesOf(hosts: readonly Host[]): Place[] {
  return hosts.flatMap(({ ipv4, ipv6, listeners }) =>
    listeners.flatMap((listener) =>
      [ipv4, ipv6].map((address) => ({ address, listener, sockets: new Set<Socket>() })),
    ),
  );
}

const keyOf = ({ address, listener }: Place) => `${address} ${listener.port}`;

const handlerOf = ({ fault }: Listener): FaultHandler | undefined =>
  fault === undefined ? undefined : HANDLERS[fault];

function listenOptions(listener: Listener) {
  const handler = handlerOf(listener);
  return handler === undefined || handler.at === 'route' ? undefined : handler.listen;
}

function ruleOf({ address, listener }: Place): PortRule[] {
  const handler = handlerOf(listener);
  return handler?.at === 'route' ? [handler.rule(address, listener.port)] : [];
}
