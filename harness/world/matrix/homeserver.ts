import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { XMatrix } from '../../evidence/index.ts';
import type { Homeserver } from '../../model/index.ts';
import { needsSignature, refusal } from './authentication.ts';
import { sendPixel, sendPixelInParts } from './media.ts';
import { serverKeys } from './server-keys.ts';

type Endpoint = (request: Request, response: Response, server: Homeserver) => void;

interface Methods {
  readonly get?: Endpoint;
  readonly put?: Endpoint;
}

/** What a homeserver of the preset answers. */
const ENDPOINTS: Readonly<Record<string, Methods>> = {
  '/_matrix/federation/v1/version': {
    get: (_, response) => {
      response.json({ server: { name: 'Signpost', version: '1' } });
    },
  },
  '/_matrix/key/v2/server': { get: sendKeys },
  '/_matrix/key/v2/server/': { get: sendKeys },
  '/_matrix/key/v2/server/:keyId': { get: sendKeys },
  '/_matrix/federation/v1/query/profile': { get: sendProfile },
  '/_matrix/federation/v1/send/:transactionId': {
    put: (_, response) => {
      response.json({ pdus: {} });
    },
  },
  '/_matrix/federation/v1/media/download/:mediaId': { get: (_, response) => sendPixelInParts(response) },
  '/_matrix/federation/v1/media/thumbnail/:mediaId': { get: (_, response) => sendPixelInParts(response) },
  '/_matrix/media/:version/download/:server/:mediaId': { get: (_, response) => sendPixel(response) },
  '/_matrix/media/:version/download/:server/:mediaId/:fileName': {
    get: (_, response) => sendPixel(response),
  },
  '/_matrix/media/:version/thumbnail/:server/:mediaId': { get: (_, response) => sendPixel(response) },
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
  for (const [path, { get, put }] of Object.entries(ENDPOINTS)) {
    const route = router.route(path);
    if (get !== undefined) route.get(answering(get));
    if (put !== undefined) route.put(answering(put));
    route.all((_, response) => sendError(response, 405, 'M_UNRECOGNIZED', 'Unrecognized request'));
  }
  router.use((_, response) => sendError(response, 404, 'M_UNRECOGNIZED', 'Unrecognized request'));
  return router;
}

function answering(endpoint: Endpoint): RequestHandler {
  return (request, response) => {
    const server = serverOf(response);
    if (server === undefined) return;
    const denied = needsSignature(request.path) ? refusal(xMatrixOf(response)) : undefined;
    if (denied === undefined) endpoint(request, response, server);
    else sendError(response, 401, denied.errcode, denied.error);
  };
}

function serverOf(response: Response): Homeserver | undefined {
  return response.locals.homeserver as Homeserver | undefined;
}

function xMatrixOf(response: Response): readonly XMatrix[] {
  return (response.locals.xMatrix as readonly XMatrix[] | undefined) ?? [];
}

function sendKeys(_: Request, response: Response, server: Homeserver): void {
  response.json(serverKeys(server));
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
