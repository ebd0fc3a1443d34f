import type { Socket } from 'node:net';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { Connection } from '../connection.ts';
import { homeserver } from '../matrix/index.ts';
import { nextAnswer } from './routes.ts';
import { sendAnswer } from './send-answer.ts';

/** One application for all listeners: which one a request came to is known from its socket. */
export function createApp(connectionOf: (socket: Socket) => Connection | undefined): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // Paths are compared as they came, and queries are read where they are needed.
  app.set('query parser', false);

  app.use((request: Request, response: Response, next: NextFunction) => {
    const listener = connectionOf(request.socket)?.listener;
    const answer = listener === undefined ? undefined : nextAnswer(listener, request.url);
    if (answer !== undefined) {
      sendAnswer(response, answer);
      return;
    }
    response.locals.homeserver = listener?.homeserver;
    next();
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
    if (status >= 500) connectionOf(request.socket)?.failed(error);
    if (response.headersSent) response.destroy();
    else response.status(status).type('text/plain').send(`${error.message}\n`);
  });
  return app;
}
