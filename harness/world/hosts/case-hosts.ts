import type { Server, Socket } from 'node:net';
import type { Host, Listener } from '../../scenario/index.ts';
import { Connection } from '../connection.ts';
import {
  blackhole,
  close,
  garbage,
  type PortRule,
  type PortRules,
  plainHttp,
  reset,
  STALL_TCP,
  stallTls,
  unreachable,
} from '../faults/index.ts';
import type { Requests } from '../http/index.ts';
import type { Signer } from '../matrix/index.ts';
import type { Certificates } from '../pki/index.ts';
import { awaitHello, chooseCertificate, SecureServers } from '../tls/index.ts';
import type { Witness } from '../witness.ts';
import { listen, stopListening } from './listen.ts';

/** What all cases of a world share. */
export interface Shared {
  readonly certificates: Certificates;
  readonly requests: Requests;
  readonly rules: PortRules;
}

/** The listeners of one case, and every socket they accepted. */
export class CaseHosts implements AsyncDisposable {
  readonly #shared: Shared;
  readonly #witness: Witness;
  readonly #signer: Signer | undefined;
  readonly #secure: SecureServers;
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #rules: PortRule[] = [];

  constructor(shared: Shared, witness: Witness, signer: Signer | undefined) {
    this.#shared = shared;
    this.#witness = witness;
    this.#signer = signer;
    this.#secure = new SecureServers(shared.certificates, (connection, socket) =>
      shared.requests.serve(connection, socket),
    );
  }

  async open(hosts: readonly Host[]): Promise<void> {
    const places = hosts.flatMap(({ ipv4, ipv6, listeners }) =>
      listeners.flatMap((listener) => [ipv4, ipv6].map((address) => ({ listener, address }))),
    );
    this.#rules.push(...places.flatMap(({ listener, address }) => ruleOf(listener, address)));
    const opened = await Promise.allSettled([
      this.#shared.rules.change('add', this.#rules),
      ...places.map(({ listener, address }) => this.#listen(listener, address)),
    ]);
    const failed = opened.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = this.#servers.map(stopListening);
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all([...closed, this.#shared.rules.change('del', this.#rules)]);
  }

  async #listen(listener: Listener, address: string): Promise<void> {
    const behave = this.#behaviourOf(listener);
    if (behave === undefined) return;
    const onSocket = (socket: Socket): void => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
      behave(new Connection(listener, address, socket, this.#witness, this.#signer));
    };
    const options = listener.fault === 'stall-tcp' ? STALL_TCP : undefined;
    this.#servers.push(await listen(address, listener.port, onSocket, options));
  }

  /** Undefined: nothing listens there. */
  #behaviourOf(listener: Listener): ((connection: Connection) => void) | undefined {
    switch (listener.fault) {
      case 'blackhole':
      case 'unreachable':
        return undefined;
      case 'reset':
        return reset;
      case 'close':
        return close;
      case 'stall-tcp':
        return () => {};
      case 'stall-tls':
        return (connection) => this.#greet(connection, () => stallTls(connection));
      case 'garbage':
        return (connection) => this.#greet(connection, () => garbage(connection));
      case 'plain-http':
        return (connection) =>
          this.#greet(connection, (tls) => (tls ? plainHttp(connection) : this.#serveInClear(connection)));
      case undefined:
        if (listener.cert?.kind === 'none')
          return (connection) => this.#shared.requests.serve(connection, connection.socket);
        return (connection) => this.#greet(connection, () => this.#secureIt(connection));
      default:
        return listener.fault satisfies never;
    }
  }

  /** For who speaks HTTP in clear text at once: what was read to see that it is no TLS is read again. */
  #serveInClear(connection: Connection): void {
    this.#shared.requests.serve(connection, connection.socket);
    connection.socket.resume();
  }

  #greet(connection: Connection, then: (tls: boolean) => void): void {
    awaitHello(connection, (hello, raw) => {
      if (hello !== undefined) {
        connection.sni = hello.sni;
        const { sni, alpn } = hello;
        connection.add({ kind: 'tls', ...connection.where, sni, alpn, hello: raw.toString('base64') });
      }
      then(hello !== undefined);
    });
  }

  #secureIt(connection: Connection): void {
    const { cert, tls } = connection.listener;
    const certificate = chooseCertificate(cert, connection.sni);
    if (certificate === undefined) {
      connection.endedBy('no certificate is declared');
      connection.socket.destroy();
      return;
    }
    this.#secure.handshake(connection, certificate, tls ?? {}).catch((error: unknown) => {
      connection.failed(error);
      connection.socket.destroy();
    });
  }
}

function ruleOf({ fault, port }: Listener, address: string): PortRule[] {
  if (fault === 'blackhole') return [blackhole(address, port)];
  if (fault === 'unreachable') return [unreachable(address, port)];
  return [];
}
