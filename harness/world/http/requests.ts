import { createServer, type Server, ServerResponse } from 'node:http';
import { createServer as createHttp2Server, type Http2Server } from 'node:http2';
import type { Socket } from 'node:net';
import type { XMatrix } from '../../evidence/index.ts';
import { type AcceptedConnection, BEYOND_TELLING } from '../connection.ts';
import { createApp, type ExchangeOf } from './app.ts';
import { HttpExchange, type HttpRequest, type HttpResponse } from './exchange.ts';
import { readSigned } from './signed.ts';

/** More than any client needs in one case; without an end, a hostile one would fill our memory with evidence. */
const MOST_REQUESTS = 1000;

/**
 * The HTTP side of all listeners: servers that never listen, and are given each connection when it is ready. Which
 * listener a request came to is known from its socket, or its session in HTTP/2.
 */
export class Requests {
  readonly #connections = new WeakMap<object, AcceptedConnection>();
  readonly #exchanges = new WeakMap<object, HttpExchange>();
  readonly #http1: Server;
  readonly #http2: Http2Server;

  constructor() {
    const exchangeOf: ExchangeOf = (request) => this.#exchanges.get(request);
    const app1 = createApp('http1', exchangeOf);
    const options = { keepAliveTimeout: 0, requireHostHeader: false };
    this.#http1 = createServer(options, (request, response) => {
      this.#take(this.#connections.get(request.socket), request, response, () => app1(request, response));
    });
    this.#http1.on('clientError', (error: NodeJS.ErrnoException, socket) => {
      this.#connections.get(socket)?.endedBy(`malformed HTTP: ${error.code}`);
      const status =
        error.code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';
      if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
      else socket.destroy();
    });

    const app2 = createApp('http2', exchangeOf);
    this.#http2 = createHttp2Server({ settings: { maxConcurrentStreams: 128 } }, (request, response) => {
      const { session } = request.stream;
      const connection = session === undefined ? undefined : this.#connections.get(session);
      this.#take(connection, request, response, () => Reflect.apply(app2, undefined, [request, response]));
    });
    this.#http2.on('sessionError', (error: NodeJS.ErrnoException, session) => {
      this.#connections.get(session)?.endedBy(`malformed HTTP/2: ${error.message}`);
    });
  }

  /** `socket` is the connection's own, or the TLS socket over it. */
  serve(
    connection: AcceptedConnection,
    socket: Socket & { readonly alpnProtocol?: string | false | null },
  ): void {
    if (socket.alpnProtocol === 'h2') {
      // It is made at once: nobody else's comes between.
      this.#http2.once('session', (session) => this.#connections.set(session, connection));
      this.#http2.emit('connection', socket);
    } else {
      this.#connections.set(socket, connection);
      this.#http1.emit('connection', socket);
    }
  }

  #take(
    connection: AcceptedConnection | undefined,
    request: HttpRequest,
    response: HttpResponse,
    answer: () => void,
  ): void {
    // After the case, or in the very moment of its end.
    if (connection === undefined) return;
    const exchange = new HttpExchange(connection, request);
    if (exchange.number > MOST_REQUESTS || connection.isBeyondTelling) {
      if (connection.isBeyondTelling) connection.unserved(BEYOND_TELLING);
      else connection.endedBy(`more than ${MOST_REQUESTS} requests`);
      connection.socket.destroy();
      return;
    }
    this.#exchanges.set(request, exchange);
    const goOn = (xMatrix: readonly XMatrix[] | undefined): void => {
      exchange.xMatrix = xMatrix;
      answer();
      if (response.headersSent) exchange.answered(response.statusCode);
      else response.once('finish', () => exchange.answered(response.statusCode));
      exchange.record();
    };
    const signed = readSigned(connection, request);
    if (!(signed instanceof Promise)) {
      goOn(signed);
      return;
    }
    signed
      .then((xMatrix) => {
        // The rest of a body that is too large, or came to a stop, is nobody's next request.
        if (!request.complete && response instanceof ServerResponse)
          response.setHeader('Connection', 'close');
        goOn(xMatrix);
      })
      .catch((error: unknown) => connection.failed(error));
  }
}
