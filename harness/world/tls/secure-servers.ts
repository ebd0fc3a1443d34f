import { constants } from 'node:crypto';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import type { Certificate, TlsOptions } from '../../scenario/index.ts';
import { type Connection, reasonOf } from '../connection.ts';
import { type Certificates, leafKey } from '../pki/index.ts';

/**
 * The TLS servers of one case, one for each certificate, which never listen themselves. Each is made at its first
 * connection: a context costs 1 ms on Node 20.
 */
export class SecureServers {
  readonly #certificates: Certificates;
  readonly #onSecure: (connection: Connection, socket: TLSSocket) => void;
  readonly #servers = new Map<string, Promise<Server>>();
  /** By the socket under TLS. */
  readonly #connections = new WeakMap<object, Connection>();

  constructor(certificates: Certificates, onSecure: (connection: Connection, socket: TLSSocket) => void) {
    this.#certificates = certificates;
    this.#onSecure = onSecure;
  }

  /** The socket is paused and still holds the whole ClientHello. */
  async handshake(connection: Connection, certificate: Certificate, options: TlsOptions): Promise<void> {
    const server = await this.#serverFor(certificate, options);
    const { socket } = connection;
    if (socket.destroyed) return;
    this.#connections.set(socket, connection);
    server.emit('connection', socket);
  }

  #serverFor(certificate: Certificate, options: TlsOptions): Promise<Server> {
    const key = `${leafKey(certificate)} ${JSON.stringify(options)}`;
    const known = this.#servers.get(key);
    if (known !== undefined) return known;
    const made = this.#make(certificate, options);
    this.#servers.set(key, made);
    return made;
  }

  async #make(certificate: Certificate, options: TlsOptions): Promise<Server> {
    const { cert } = await this.#certificates.leaf(certificate);
    const { minVersion, maxVersion, requestClientCertificate } = options;
    const server = createServer({
      key: this.#certificates.privateKey,
      cert,
      ALPNProtocols: [...(options.alpn ?? ['http/1.1'])],
      // A resumption would legally skip the certificate.
      secureOptions: constants.SSL_OP_NO_TICKET,
      ...(minVersion === undefined ? {} : { minVersion }),
      ...(maxVersion === undefined ? {} : { maxVersion }),
      requestCert: requestClientCertificate === true,
      rejectUnauthorized: false,
    });
    server.on('secureConnection', (socket) => {
      const connection = this.#connectionOf(socket);
      if (connection === undefined) return;
      socket.on('error', (error) => connection.endedBy(reasonOf(error)));
      connection.add({
        kind: 'secure',
        ...connection.where,
        protocol: socket.getProtocol() ?? 'unknown',
        alpn: socket.alpnProtocol || null,
        presented: certificate.names,
      });
      this.#onSecure(connection, socket);
    });
    server.on('tlsClientError', (error, socket) => {
      this.#connectionOf(socket)?.endedBy(reasonOf(error));
    });
    return server;
  }

  /**
   * The events of a TLS server do not name the socket it was given, and the address of a client that has gone cannot be
   * asked any more. `_parent` has been there since Node 0.12, though no page describes it.
   */
  #connectionOf(socket: TLSSocket): Connection | undefined {
    const parent: unknown = Reflect.get(socket, '_parent');
    return typeof parent === 'object' && parent !== null ? this.#connections.get(parent) : undefined;
  }
}
