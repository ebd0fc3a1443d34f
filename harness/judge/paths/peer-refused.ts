import { type Case, listenerOf, siteFor } from '../../model/index.ts';
import type { Evidence } from '../finished-case.ts';
import { endedAfterCertificate } from '../refused-certificate.ts';
import type { WrongLanding } from './wrong-landing.ts';

/** The right place was reached, and what it showed was not taken for what it is. */

/**
 * T-14: a certificate that is valid for the host was refused, where the name that was asked for has a port, and nothing else
 * that could be compared with the certificate.
 */
export function portInCertificate({ outcome, events }: Evidence): string | undefined {
  const isPlain = outcome.step === '2' && outcome.clauses.to === 'S2-b' && outcome.clauses.cert === 'S2-e';
  return isPlain &&
    endedAfterCertificate(
      events,
      outcome.connect.flatMap(({ to }) => to),
    )
    ? 'T-14'
    : undefined;
}

/** the keys that came were those of the server name, and it went on looking for others after a delegation. */
export function keysOfServerNameRefused(
  { case: c, outcome }: Evidence,
  { kind }: WrongLanding,
): string | undefined {
  if (kind !== 'went-on-after-answer' || !outcome.step.startsWith('3.') || !asksForKeys(c)) return undefined;
  const isGood = outcome.connect.some(({ to, host }) =>
    to.some((id) => {
      const listener = listenerOf(c, id);
      const homeserver = listener && siteFor(listener, host).homeserver;
      return homeserver !== undefined && homeserver.keysFor === c.name && !homeserver.badSignature;
    }),
  );
  return isGood ? 'A-12' : undefined;
}

function asksForKeys({ request }: Pick<Case, 'request'>): boolean {
  return request.kind === 'trigger' ? request.trigger === 'keys' : request.path.startsWith('/_matrix/key/');
}
