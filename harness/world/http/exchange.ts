import type { IncomingMessage, ServerResponse } from 'node:http';
import { Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { Connection } from '../connection.ts';

export type HttpRequest = IncomingMessage | Http2ServerRequest;
export type HttpResponse = ServerResponse | Http2ServerResponse;

/** One request, and the status of its answer, which may be sent long after the request was recorded. */
export class Exchange {
  readonly connection: Connection;
  /** From 1, of its connection. */
  readonly number: number;
  readonly #request: HttpRequest;
  #recorded = false;
  #status: number | null = null;

  constructor(connection: Connection, request: HttpRequest) {
    this.connection = connection;
    this.#request = request;
    this.number = connection.nextRequest();
  }

  record(): void {
    const request = this.#request;
    const { authorization, 'user-agent': userAgent, host } = request.headers;
    const http2 = request instanceof Http2ServerRequest;
    this.#recorded = true;
    this.connection.add({
      kind: 'http',
      ...this.connection.where,
      method: request.method ?? '',
      path: request.url ?? '',
      // RFC 9113 8.3.1: `:authority` takes the place of Host.
      hostHeader: (http2 ? request.headers[':authority'] : undefined) ?? host ?? null,
      sni: this.connection.sni,
      authorization: authorization ?? null,
      userAgent: userAgent ?? null,
      version: http2 ? '2' : request.httpVersion,
      status: this.#status,
    });
  }

  /** The head of the answer is sent. Only the first time counts. */
  answered(status: number): void {
    if (this.#status !== null) return;
    this.#status = status;
    if (this.#recorded) this.connection.answered(this.number, status);
  }
}
