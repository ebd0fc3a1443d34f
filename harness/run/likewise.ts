import type { DivergenceKind, Status } from '../judge/index.ts';
import type { ConcludedVerdict } from './concluded.ts';

/** What results have in common that somebody has to look at. */
export type Likewise =
  /** The behaviour left the algorithm in the same way. */
  | { readonly of: 'failure'; readonly kind: DivergenceKind }
  /** It could not be judged, for the same reason. `like`: where there are many reasons with the same code, what all of them say. */
  | { readonly of: 'error'; readonly why: string; readonly like?: string }
  /** No failure, and the baseline expects another status. */
  | { readonly of: 'other'; readonly status: Status };

/** Undefined where nobody has to look. */
export function likewise({ status, divergence, reasons, expected }: ConcludedVerdict): Likewise | undefined {
  if (status === 'fail' && divergence) return { of: 'failure', kind: divergence.kind };
  if (expected) return undefined;
  return status === 'error' ? { of: 'error', why: reasons[0]?.text ?? '' } : { of: 'other', status };
}

/** Equal where two are of one kind. */
export function likewiseKey(what: Likewise): string {
  switch (what.of) {
    case 'failure':
      return `failure ${what.kind}`;
    case 'error':
      return `error ${what.why}`;
    case 'other':
      return `other ${what.status}`;
    default:
      return what satisfies never;
  }
}
