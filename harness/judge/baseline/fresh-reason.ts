import { visible } from '../../base/index.ts';
import { kindSummary } from '../divergence/divergence-kinds.ts';
import type { Verdict } from '../verdict.ts';

const UNREAD = '[new: look at it, and say why or link the issue]';

/**
 * Valid as it stands, and plain about being nobody's judgement yet. Failures of one kind have one reason, without names and
 * numbers of the case, so that one line can stand for many.
 */
export function freshReason(verdict: Pick<Verdict, 'status' | 'divergence' | 'reasons'>): string {
  return `${said(verdict)} ${UNREAD}`;
}

function said({ status, divergence, reasons }: Parameters<typeof freshReason>[0]): string {
  if (status !== 'fail') return 'does not fail any more';
  return divergence ? kindSummary(divergence.kind) : visible(reasons[0]?.text ?? 'no reason given');
}

/** Nobody has put a reason of their own there yet. */
export const isFresh = (reason: string): boolean => reason.endsWith(UNREAD);
