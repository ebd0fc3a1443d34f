import type { TLSSocket } from 'node:tls';
import type { Certificate, Host, KeyType, TlsOptions } from '../../model/index.ts';
import { certificatesOf } from '../../model/index.ts';
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

/** How a server speaks TLS, and with which kind of key. */
interface Manner extends TlsOptions {
  readonly keyType: KeyType;
  /** PKCS#8 in PEM. */
  readonly privateKey: string;
}

/** A certificate takes three quarters of its PEM, and does not come alone. */
const LEAST_OF_PEM = 0.7;
/** A server of its own costs as much as changing the certificate of a shared one four times. */
const OWN_SERVER_FROM = 5;

/**
 * The TLS of all listeners: one server for each set of options and each kind of key, whatever the certificate; and one for
 * each certificate that is shown again and again.
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

  /** Makes the keys that take long, those of RSA, unless there are some. */
  async prepare(hosts: readonly Host[]): Promise<void> {
    await Promise.all([...keyTypesIn(hosts)].map((type) => this.#certificates.privateKey(type)));
  }

  /** The socket is paused and still holds the whole ClientHello. */
  async handshake(
    connection: AcceptedConnection,
    certificate: Certificate,
    options: TlsOptions,
    added?: 'unkept',
  ): Promise<void> {
    const showed = planned(0, (ms) => connection.late(ms));
    const keyType = certificate.key ?? 'p256';
    const { cert } = await this.#certificates.leaf(certificate, added);
    const privateKey = await this.#certificates.privateKey(keyType);
    const { socket } = connection;
    if (socket.destroyed) return;
    this.#meetings.set(socket, { connection, certificate });
    this.#serverFor(certificate, isChain(cert), { ...options, keyType, privateKey }).accept(socket, cert);
    // It is written before the loop turns; what is smaller is an alert, or asks for another ClientHello.
    setImmediate(() => {
      if (socket.bytesWritten < cert.length * LEAST_OF_PEM) return;
      connection.showed();
      showed();
    });
  }

  #serverFor(certificate: Certificate, chain: boolean, manner: Manner): ChangingServer {
    const shown = this.#shown.get(certificate) ?? { times: 0 };
    this.#shown.set(certificate, shown);
    shown.times++;
    // Node never takes the further certificates of a chain out of a context: the next leaf would come with them.
    if (chain || shown.times >= OWN_SERVER_FROM) shown.server ??= this.#make(manner);
    return shown.server ?? this.#sharedServer(manner);
  }

  #sharedServer(manner: Manner): ChangingServer {
    const { keyType, minVersion = '', maxVersion = '', alpn = [], requestClientCertificate = false } = manner;
    const { ciphers = [] } = manner;
    const key = JSON.stringify([keyType, minVersion, maxVersion, requestClientCertificate, alpn, ciphers]);
    const known = this.#servers.get(key);
    if (known !== undefined) return known;
    const made = this.#make(manner);
    this.#servers.set(key, made);
    return made;
  }

  #make({ privateKey, ...options }: Manner): ChangingServer {
    const made = new ChangingServer(privateKey, options);
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

const isChain = (pem: string): boolean =>
  pem.indexOf('BEGIN CERTIFICATE') !== pem.lastIndexOf('BEGIN CERTIFICATE');

function keyTypesIn(hosts: readonly Host[]): ReadonlySet<KeyType> {
  const certificates = hosts.flatMap((host) => host.listeners).flatMap(({ cert }) => certificatesOf(cert));
  return new Set(certificates.flatMap(({ key }) => key ?? []));
}
