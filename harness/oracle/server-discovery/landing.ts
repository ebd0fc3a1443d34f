import { speaksClearText } from '../../model/index.ts';
import { type Attempts, failureText, type OtherEnd, together } from './attempt.ts';
import type { Obstacle } from './decision.ts';
import { type Inquiry, leaveOpen, weaken } from './inquiry.ts';

/** Where the connection for the federation request ends up. */
export type Landing =
  | { readonly kind: 'reached'; readonly at: readonly [OtherEnd, ...OtherEnd[]] }
  /** A certificate forbids the request; without a clause only its name is wrong. */
  | { readonly kind: 'uncertified'; readonly because: Obstacle; readonly clause?: string }
  | { readonly kind: 'clear text'; readonly because: Obstacle }
  | { readonly kind: 'dead'; readonly because: Obstacle };

/** The addresses of one name: any that works will do. */
export function land(q: Inquiry, all: readonly Attempts[]): Landing {
  const attempts = together(all);
  const [first, ...further] = attempts.good;
  if (!first) return crash(attempts);
  // N-3: going on to another address after a failed connection is robustness, not letter.
  if (attempts.unreached.length > 0) weaken(q, 'N-3', 'target');
  const [failed] = [...attempts.broken, ...attempts.uncertified];
  if (failed) leaveOpen(q, 'AMB-13', `another address is tried after ${failureText(failed)}`);
  return { kind: 'reached', at: [first, ...further] };
}

/** Why nothing was good, the most telling reason first. */
export function crash(attempts: Attempts): Landing {
  const [refused] = attempts.uncertified;
  if (refused) {
    const because = { kind: 'certificate', at: refused.at, why: refused.why } as const;
    return { kind: 'uncertified', because, ...(refused.clause && { clause: refused.clause }) };
  }
  const clear = attempts.broken.find(({ fault }) => fault === 'clear text' || speaksClearText(fault));
  if (clear) return { kind: 'clear text', because: { kind: 'clear-text', at: clear.at } };
  const [broken] = attempts.broken;
  if (broken) return { kind: 'dead', because: broken };
  return { kind: 'dead', because: { kind: 'unreached', tried: attempts.unreached } };
}
