import type { HttpRequest } from './exchange.ts';

/** Enough for every request that a case has sent: more is never read. */
export const LARGEST_BODY = 64 * 1024;
/** Milliseconds that a body may take; less than the budget of a case. */
const PATIENCE = 4000;

export function mayHaveBody({ method, headers }: HttpRequest): boolean {
  if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined) return true;
  return method !== 'GET' && method !== 'HEAD';
}

/** The whole body; undefined if it is larger than is read, breaks off, or does not come. */
export function readBody(request: HttpRequest): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const end = (body: Buffer | undefined): void => {
      clearTimeout(timer);
      request.off('data', add);
      request.pause();
      resolve(body);
    };
    const add = (chunk: Buffer): void => {
      length += chunk.length;
      if (length > LARGEST_BODY) end(undefined);
      else chunks.push(chunk);
    };
    const timer = setTimeout(() => end(undefined), PATIENCE);
    request.on('data', add);
    request.once('end', () => end(Buffer.concat(chunks)));
    // After an end this says nothing new.
    request.once('close', () => end(undefined));
  });
}
