import type { Socket } from 'node:net';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { Listener } from '../../scenario/index.ts';
import { homeserver } from '../matrix/index.ts';
import { nextAnswer } from './routes.ts';
import { sendAnswer } from './send-answer.ts';

/** One application for all listeners: which one a request came to is known from its socket. */
export function createApp(listenerOf: (socket: Socket) => Listener | undefined): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // Paths are compared as they came, and queries are read where they are needed.
  app.set('query parser', false);

  app.use((request: Request, response: Response, next: NextFunction) => {
    const listener = listenerOf(request.socket);
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
  app.use((error: Error, _request: Request, response: Response, _next: NextFunction) => {
    if (response.headersSent) response.destroy();
    else response.status(500).type('text/plain').send(`Signpost failed to answer: ${error.message}\n`);
  });
  return app;
}
