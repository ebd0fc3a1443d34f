import type { XMatrix, XMatrixProblem } from '../../evidence/index.ts';

/** Whether an endpoint of the preset takes signed requests only: version, keys and the old media endpoints take all. */
export function needsSignature(path: string): boolean {
  return path.startsWith('/_matrix/federation/') && path !== '/_matrix/federation/v1/version';
}

export interface Refusal {
  readonly errcode: 'M_UNAUTHORIZED' | 'M_FORBIDDEN';
  readonly error: string;
}

/** What no homeserver lets pass. Anything else that is wrong is for the judge, not for the client. */
const FATAL: ReadonlySet<XMatrixProblem['kind']> = new Set([
  'unreadable',
  'missing',
  'origin',
  'destination',
]);

/** Why the request is answered 401; undefined when it is let in. A signature that cannot be checked is believed. */
export function refusal(headers: readonly XMatrix[]): Refusal | undefined {
  if (headers.length === 0)
    return { errcode: 'M_UNAUTHORIZED', error: 'There is no X-Matrix Authorization header' };
  for (const { problems, signature } of headers) {
    const fatal = problems.find(
      ({ kind }) => FATAL.has(kind) || (signature === 'invalid' && isOfSignature(kind)),
    );
    if (fatal === undefined) continue;
    //
    const errcode = fatal.kind === 'destination' ? 'M_FORBIDDEN' : 'M_UNAUTHORIZED';
    return { errcode, error: `The X-Matrix header ${fatal.text}` };
  }
  return undefined;
}

const isOfSignature = (kind: XMatrixProblem['kind']): boolean => kind.startsWith('sign');
