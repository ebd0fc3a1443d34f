import { constants } from 'node:crypto';
import type { Socket } from 'node:net';
import { createServer, type SecureContextOptions, type Server } from 'node:tls';
import { HarnessError } from '../../base/index.ts';
import { CIPHERS, type TlsOptions } from '../../model/index.ts';

/** The part of Node's own TLS context that we reach for. */
interface NativeContext {
  setCert(pem: string): void;
}

/**
 * A TLS server that never listens itself, and whose certificate is changed from one connection to the next. A context of
 * its own for every certificate would cost 1.9 ms (Node 20; 0.9 ms on 24), most of it for parsing the one private key
 * again; changing the certificate costs 0.5 ms (0.2 ms). OpenSSL copies it into each connection when that begins.
 */
export class ChangingServer {
  readonly server: Server;
  readonly #context: NativeContext;
  #presented = '';

  constructor(privateKey: string, options: TlsOptions) {
    const { alpn, requestClientCertificate, ciphers } = options;
    this.server = createServer({
      key: privateKey,
      ALPNProtocols: [...(alpn ?? ['http/1.1'])],
      // A resumption would legally skip the certificate.
      secureOptions: constants.SSL_OP_NO_TICKET,
      ...versionsOf(options),
      // Node's own choice of Diffie-Hellman groups is none at all.
      ...(ciphers && { ciphers: ciphers.map((each) => CIPHERS[each].openssl).join(':'), dhparam: 'auto' }),
      requestCert: requestClientCertificate === true,
      rejectUnauthorized: false,
    });
    this.#context = contextOf(this.server);
  }

  /** `chain` in PEM, the leaf first. */
  accept(socket: Socket, chain: string): void {
    if (chain !== this.#presented) {
      this.#presented = '';
      this.#context.setCert(chain);
      this.#presented = chain;
    }
    this.server.emit('connection', socket);
  }
}

/** Node takes its own suites of TLS 1.3 where a list has none, and so speaks that version. */
function versionsOf({ minVersion, maxVersion, ciphers }: TlsOptions): SecureContextOptions {
  const listed = new Set(ciphers?.map((each) => CIPHERS[each].version));
  const only = listed.size === 1 ? [...listed][0] : undefined;
  const [min, max] = [minVersion ?? only, maxVersion ?? only];
  return { ...(min && { minVersion: min }), ...(max && { maxVersion: max }) };
}

/** Neither name is on a page of Node's, but its own `createSecureContext` calls the method, in 20 as in 24. */
function contextOf(server: Server): NativeContext {
  const shared: unknown = Reflect.get(server, '_sharedCreds');
  const context: unknown = isObject(shared) ? Reflect.get(shared, 'context') : undefined;
  if (isNativeContext(context)) return context;
  throw new HarnessError(
    'node-not-supported',
    `Node ${process.version} does not let a TLS server change its certificate the way we know.`,
    'Use Node 20, 22 or 24.',
  );
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function isNativeContext(value: unknown): value is NativeContext {
  return isObject(value) && typeof Reflect.get(value, 'setCert') === 'function';
}
