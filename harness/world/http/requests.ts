import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Connection } from '../connection.ts';
import { createApp } from './app.ts';

/** The HTTP side of all listeners: one server that never listens, and is given each connection when it is ready. */
export class Requests {
  readonly #connections = new WeakMap<Socket, Connection>();
  readonly #server: Server;

  constructor() {
    const app = createApp((socket) => this.#connections.get(socket));
    this.#server = createServer({ keepAliveTimeout: 0, requireHostHeader: false }, (request, response) => {
      this.#record(request, response, () => app(request, response));
    });
    this.#server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
      this.#connections.get(socket as Socket)?.endedBy(`malformed HTTP: ${error.code}`);
      if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
      else socket.destroy();
    });
  }

  /** `socket` is the connection's own, or the TLS socket over it. */
  serve(connection: Connection, socket: Socket): void {
    this.#connections.set(socket, connection);
    this.#server.emit('connection', socket);
  }

  #record(request: IncomingMessage, response: ServerResponse, answer: () => void): void {
    const connection = this.#connections.get(request.socket);
    answer();
    if (connection === undefined) return;
    const { authorization, 'user-agent': userAgent, host } = request.headers;
    connection.add({
      kind: 'http',
      ...connection.where,
      method: request.method ?? '',
      path: request.url ?? '',
      hostHeader: host ?? null,
      sni: connection.sni,
      authorization: authorization ?? null,
      userAgent: userAgent ?? null,
      version: request.httpVersion,
      status: response.headersSent ? response.statusCode : null,
    });
    // An answer that took its time is entered when it is sent.
    if (!response.headersSent) response.once('finish', () => connection.answered(response.statusCode));
  }
}
