import { type Listener, speaksClearText } from '../../model/index.ts';
import type { Attempts } from './attempt.ts';
import { type Inquiry, leaveOpen } from './inquiry.ts';

/** Where the connection for the federation request ends up. */
export type Landing =
  | { readonly kind: 'reached'; readonly at: readonly [Listener, ...Listener[]] }
  /** A certificate forbids the request; without a clause only its name is wrong. */
  | { readonly kind: 'uncertified'; readonly why: string; readonly clause?: string }
  | { readonly kind: 'clear text'; readonly why: string }
  | { readonly kind: 'dead'; readonly why: string };

/** The addresses of one name: any that works will do. */
export function land(q: Inquiry, attempts: Attempts): Landing {
  const [first, ...further] = attempts.good;
  if (!first) return crash(attempts);
  // N-3: going on to another address after a failed connection is robustness, not letter.
  if (attempts.unreached.length > 0) q.weak.push('N-3');
  const [failed] = [...attempts.broken, ...attempts.uncertified];
  if (failed) leaveOpen(q, 'AMB-13', `another address is tried after ${failed.id} (${failed.why})`);
  return { kind: 'reached', at: [first, ...further] };
}

/** Why nothing was good, the most telling reason first. */
export function crash(attempts: Attempts): Landing {
  const [refused] = attempts.uncertified;
  if (refused) {
    const why = `the certificate of ${refused.id} is not valid: ${refused.why}`;
    return { kind: 'uncertified', why, ...(refused.clause && { clause: refused.clause }) };
  }
  const clear = attempts.broken.find(({ why }) => why === 'clear text' || speaksClearText(why));
  if (clear) return { kind: 'clear text', why: `${clear.id} does not speak TLS` };
  const [broken] = attempts.broken;
  if (broken) return { kind: 'dead', why: `${broken.id}: ${broken.why}` };
  return { kind: 'dead', why: attempts.unreached.join(', ') || 'there is no address' };
}
