import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Homeserver } from '../../scenario/index.ts';
import { sendPixel, sendPixelInParts } from './media.ts';
import { serverKeys } from './server-keys.ts';

type Endpoint = (request: Request, response: Response, server: Homeserver) => void;

/** What a homeserver of the preset answers to GET. */
const ENDPOINTS: Readonly<Record<string, Endpoint>> = {
  '/_matrix/federation/v1/version': (_, response) => {
    response.json({ server: { name: 'Signpost', version: '1' } });
  },
  '/_matrix/key/v2/server': (_, response, server) => {
    response.json(serverKeys(server));
  },
  '/_matrix/key/v2/server/:keyId': (_, response, server) => {
    response.json(serverKeys(server));
  },
  '/_matrix/federation/v1/query/profile': sendProfile,
  '/_matrix/federation/v1/media/download/:mediaId': (_, response) => sendPixelInParts(response),
  '/_matrix/federation/v1/media/thumbnail/:mediaId': (_, response) => sendPixelInParts(response),
  '/_matrix/media/:version/download/:server/:mediaId': (_, response) => sendPixel(response),
  '/_matrix/media/:version/download/:server/:mediaId/:fileName': (_, response) => sendPixel(response),
  '/_matrix/media/:version/thumbnail/:server/:mediaId': (_, response) => sendPixel(response),
};

/** The homeserver preset. Requests to listeners that are no homeserver pass through. */
export function homeserver(): RequestHandler {
  const router = Router({ caseSensitive: true, strict: true });
  router.use((_, response, next) => {
    const server = serverOf(response);
    if (server === undefined) next('router');
    else if (server.status === undefined) next();
    else sendError(response, server.status, 'M_UNKNOWN', 'This homeserver was made to fail');
  });
  for (const [path, endpoint] of Object.entries(ENDPOINTS)) {
    router
      .route(path)
      .get((request, response) => {
        const server = serverOf(response);
        if (server !== undefined) endpoint(request, response, server);
      })
      .all((_, response) => sendError(response, 405, 'M_UNRECOGNIZED', 'Unrecognized request'));
  }
  router.use((_, response) => sendError(response, 404, 'M_UNRECOGNIZED', 'Unrecognized request'));
  return router;
}

function serverOf(response: Response): Homeserver | undefined {
  return response.locals.homeserver as Homeserver | undefined;
}

function sendProfile(request: Request, response: Response): void {
  const query = new URL(request.url, 'https://signpost.test').searchParams;
  const user = query.get('user_id');
  if (user === null) {
    sendError(response, 400, 'M_MISSING_PARAM', 'user_id is missing');
    return;
  }
  const profile: Readonly<Record<string, string>> = { displayname: `Signpost's ${user}` };
  const field = query.get('field');
  response.json(field === null ? profile : field in profile ? { [field]: profile[field] } : {});
}

function sendError(response: Response, status: number, errcode: string, error: string): void {
  response.status(status).json({ errcode, error });
}
