import { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { siteFor } from '../../model/index.ts';
import { homeserver } from '../matrix/index.ts';
import { type HttpExchange, hasSeveralHosts, targetOf } from './exchange.ts';
import { nextAnswer } from './routes.ts';
import { sendAnswer } from './send-answer.ts';

export type ExchangeOf = (request: object) => HttpExchange | undefined;

/** One application for all listeners of a protocol. */
export function createApp(protocol: 'http1' | 'http2', exchangeOf: ExchangeOf): Express {
  const app = express();
  if (protocol === 'http2') speakHttp2(app);
  app.disable('x-powered-by');
  app.disable('etag');
  // Paths are compared as they came, and queries are read where they are needed.
  app.set('query parser', false);

  app.use((request: Request, response: Response, next: NextFunction) => {
    const exchange = exchangeOf(request);
    if (hasSeveralHosts(request)) {
      response.status(400).type('text/plain').send('There is more than one Host.\n');
      return undefined;
    }
    const { host, target } = targetOf(request);
    const site = exchange && siteFor(exchange.connection.listener, host);
    const answer = site === undefined ? undefined : nextAnswer(site, target, request.headers['user-agent']);
    if (exchange !== undefined && answer !== undefined) return sendAnswer(exchange, response, answer);
    response.locals.homeserver = site?.homeserver;
    response.locals.xMatrix = exchange?.xMatrix;
    next();
    return undefined;
  });
  app.use(homeserver());
  app.use((request: Request, response: Response) => {
    response
      .status(404)
      .type('text/plain')
      .send(`Nothing is declared at ${request.path} of this listener.\n`);
  });
  app.use((error: Error & { status?: number }, request: Request, response: Response, _next: NextFunction) => {
    // 400: the request's own fault, such as a path that cannot be decoded.
    const status = error.status ?? 500;
    if (status >= 500) exchangeOf(request)?.connection.failed(error);
    if (response.headersSent) response.destroy();
    else response.status(status).type('text/plain').send(`${error.message}\n`);
  });
  return app;
}

/** Express puts its own prototypes, which inherit from those of HTTP/1, over each request: let them inherit from these. */
function speakHttp2(app: Express): void {
  const over = (prototype: object, own: object): object =>
    Object.create(prototype, {
      ...Object.getOwnPropertyDescriptors(Object.getPrototypeOf(own)),
      ...Object.getOwnPropertyDescriptors(own),
    });
  Object.assign(app, {
    request: over(Http2ServerRequest.prototype, app.request),
    response: over(Http2ServerResponse.prototype, app.response),
  });
}
