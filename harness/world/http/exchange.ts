import type { IncomingMessage, ServerResponse } from 'node:http';
import { Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { XMatrix } from '../../evidence/index.ts';
import type { AcceptedConnection } from '../connection.ts';

export type HttpRequest = IncomingMessage | Http2ServerRequest;
export type HttpResponse = ServerResponse | Http2ServerResponse;

/** One request, and the status of its answer, which may be sent long after the request was recorded. */
export class HttpExchange {
  readonly connection: AcceptedConnection;
  /** From 1, of its connection. */
  readonly number: number;
  /** What it is signed with; undefined where it is not, and need not be. */
  xMatrix: readonly XMatrix[] | undefined;
  readonly #request: HttpRequest;
  #recorded: number | undefined;
  #status: number | null = null;

  constructor(connection: AcceptedConnection, request: HttpRequest) {
    this.connection = connection;
    this.#request = request;
    this.number = connection.nextRequest();
  }

  record(): void {
    const request = this.#request;
    const { authorization, 'user-agent': userAgent } = request.headers;
    const http2 = request instanceof Http2ServerRequest;
    const isTold = this.connection.add({
      kind: 'http',
      ...this.connection.where,
      method: request.method ?? '',
      path: request.url ?? '',
      hostHeader: hostOf(request),
      sni: this.connection.sni,
      authorization: authorization ?? null,
      ...(this.xMatrix === undefined ? {} : { xMatrix: this.xMatrix }),
      userAgent: userAgent ?? null,
      version: http2 ? '2' : request.httpVersion,
      status: this.#status,
    });
    if (isTold) this.#recorded = this.connection.nextRecord();
  }

  /** The head of the answer is sent. Only the first time counts. */
  answered(status: number): void {
    if (this.#status !== null) return;
    this.#status = status;
    if (this.#recorded !== undefined) this.connection.answered(this.#recorded, status);
  }
}

/** Whom and what a request is for. RFC 9112 3.2.2: in absolute form the target says both, and Host is ignored. */
export function targetOf(request: HttpRequest): { readonly host: string | null; readonly target: string } {
  const target = request.url ?? '';
  const [, host, path = ''] = /^https?:\/\/([^/?#]*)(.*)$/is.exec(target) ?? [];
  if (host === undefined) return { host: hostOf(request), target };
  return { host, target: path.startsWith('/') ? path : `/${path}` };
}

/** RFC 9112 3.2: a request with more than one Host line is to be answered with 400, whatever they say. */
export function hasSeveralHosts(request: HttpRequest): boolean {
  if (request instanceof Http2ServerRequest) return false;
  return request.rawHeaders.filter((name, index) => index % 2 === 0 && /^host$/i.test(name)).length > 1;
}

/** RFC 9113 8.3.1: `:authority` takes the place of Host. */
export function hostOf(request: HttpRequest): string | null {
  const authority = request instanceof Http2ServerRequest ? request.headers[':authority'] : undefined;
  return authority ?? request.headers.host ?? null;
}
