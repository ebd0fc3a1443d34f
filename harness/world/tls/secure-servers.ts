import type { TLSSocket } from 'node:tls';
import type { Certificate, TlsOptions } from '../../model/index.ts';
import { type AcceptedConnection, reasonOf } from '../connection.ts';
import { planned } from '../late.ts';
import type { Certificates } from '../pki/index.ts';
import { ChangingServer } from './changing-server.ts';

/** Who is shaking hands, and what it is shown. */
interface Meeting {
  readonly connection: AcceptedConnection;
  readonly certificate: Certificate;
}

/** How often a certificate was shown, and its own server once it has one. */
interface Shown {
  times: number;
  server?: ChangingServer;
}

/** A certificate takes three quarters of its PEM, and does not come alone. */
const LEAST_OF_PEM = 0.7;
/** A server of its own costs as much as changing the certificate of a shared one four times. */
const OWN_SERVER_FROM = 5;

/**
 * The TLS of all listeners: one server for each set of options, whatever the certificate; and one for each certificate that
 * is shown again and again.
 */
export class SecureServers {
  readonly #certificates: Certificates;
  readonly #onSecure: (connection: AcceptedConnection, socket: TLSSocket) => void;
  readonly #onKey: ((line: Buffer) => void) | undefined;
  readonly #servers = new Map<string, ChangingServer>();
  /** They go with the case that they belong to. */
  readonly #shown = new WeakMap<Certificate, Shown>();
  /** By the socket under TLS. */
  readonly #meetings = new WeakMap<object, Meeting>();

  /** `onKey` hears every secret of every connection. */
  constructor(
    certificates: Certificates,
    onSecure: (connection: AcceptedConnection, socket: TLSSocket) => void,
    onKey?: (line: Buffer) => void,
  ) {
    this.#certificates = certificates;
    this.#onSecure = onSecure;
    this.#onKey = onKey;
  }

  /** The socket is paused and still holds the whole ClientHello. */
  async handshake(
    connection: AcceptedConnection,
    certificate: Certificate,
    options: TlsOptions,
    added?: 'unkept',
  ): Promise<void> {
    const showed = planned(0, (ms) => connection.late(ms));
    const { cert } = await this.#certificates.leaf(certificate, added);
    const { socket } = connection;
    if (socket.destroyed) return;
    this.#meetings.set(socket, { connection, certificate });
    this.#serverFor(certificate, options).accept(socket, cert);
    // It is written before the loop turns; what is smaller is an alert, or asks for another ClientHello.
    setImmediate(() => {
      if (socket.bytesWritten < cert.length * LEAST_OF_PEM) return;
      connection.showed();
      showed();
    });
  }

  #serverFor(certificate: Certificate, options: TlsOptions): ChangingServer {
    const shown = this.#shown.get(certificate) ?? { times: 0 };
    this.#shown.set(certificate, shown);
    shown.times++;
    if (shown.times >= OWN_SERVER_FROM) shown.server ??= this.#make(options);
    return shown.server ?? this.#sharedServer(options);
  }

  #sharedServer(options: TlsOptions): ChangingServer {
    const { minVersion = '', maxVersion = '', alpn = [], requestClientCertificate = false } = options;
    const key = JSON.stringify([minVersion, maxVersion, requestClientCertificate, ...alpn]);
    const known = this.#servers.get(key);
    if (known !== undefined) return known;
    const made = this.#make(options);
    this.#servers.set(key, made);
    return made;
  }

  #make(options: TlsOptions): ChangingServer {
    const made = new ChangingServer(this.#certificates.privateKey, options);
    if (this.#onKey !== undefined) made.server.on('keylog', this.#onKey);
    made.server.on('secureConnection', (socket) => {
      const meeting = this.#meetingOf(socket);
      if (meeting === undefined) return;
      const { connection, certificate } = meeting;
      socket.on('error', (error) => connection.endedBy(reasonOf(error)));
      connection.showed();
      connection.add({
        kind: 'secure',
        ...connection.where,
        protocol: socket.getProtocol() ?? 'unknown',
        alpn: socket.alpnProtocol || null,
        presented: certificate.names,
      });
      this.#onSecure(connection, socket);
    });
    made.server.on('tlsClientError', (error, socket) => {
      this.#meetingOf(socket)?.connection.endedBy(reasonOf(error));
    });
    return made;
  }

  /**
   * The events of a TLS server do not name the socket it was given, and the address of a client that has gone cannot be
   * asked any more. `_parent` has been there since Node 0.12, though no page describes it.
   */
  #meetingOf(socket: TLSSocket): Meeting | undefined {
    const parent: unknown = Reflect.get(socket, '_parent');
    return typeof parent === 'object' && parent !== null ? this.#meetings.get(parent) : undefined;
  }
}
