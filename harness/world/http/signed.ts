import type { XMatrix } from '../../evidence/index.ts';
import { type Site, siteFor } from '../../model/index.ts';
import type { AcceptedConnection } from '../connection.ts';
import { isXMatrix, needsSignature, readXMatrix } from '../matrix/index.ts';
import { mayHaveBody, readBody } from './body.ts';
import { type HttpRequest, hostOf } from './exchange.ts';
import { originForm, withoutQuery } from './routes.ts';

/**
 * The X-Matrix headers of a request, read and checked. Its body is part of what is signed: only for one that has both
 * it is waited for. Undefined where there is none and nobody asks for one.
 */
export function readSigned(
  connection: AcceptedConnection,
  request: HttpRequest,
): readonly XMatrix[] | undefined | Promise<readonly XMatrix[]> {
  const authorization = authorizationOf(request);
  const { listener, sender } = connection;
  const site = siteFor(listener, hostOf(request));
  if (!authorization.some(isXMatrix)) return isToBeSigned(site, request) ? [] : undefined;
  const check = (body: Buffer | undefined): readonly XMatrix[] =>
    readXMatrix(
      {
        method: request.method ?? '',
        uri: originForm(request.url ?? ''),
        host: hostOf(request) ?? undefined,
        body,
        authorization,
      },
      { receivers: namesOf(site, sender.asksFor), signer: sender.signer },
    );
  return mayHaveBody(request) ? readBody(request).then(check) : check(Buffer.alloc(0));
}

function isToBeSigned({ homeserver }: Site, request: HttpRequest): boolean {
  return homeserver !== undefined && needsSignature(withoutQuery(originForm(request.url ?? '')));
}

/** A homeserver goes by every name that the case asks for, unless it is made to go by another one. */
function namesOf({ homeserver }: Site, asked: readonly string[]): readonly string[] {
  if (homeserver === undefined) return [];
  return asked.includes(homeserver.keysFor) ? asked : [homeserver.keysFor];
}

/** Node keeps only the first of several. */
function authorizationOf({ rawHeaders }: HttpRequest): string[] {
  return rawHeaders.filter(
    (_, index) => index % 2 === 1 && /^authorization$/i.test(rawHeaders[index - 1] ?? ''),
  );
}
