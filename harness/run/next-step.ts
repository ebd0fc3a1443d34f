import type { Conclusion } from './conclude.ts';
import type { Subject } from './subject.ts';

/** The one thing that is worth doing after a run. */
export type NextStep =
  /** Only the built-in resolver was asked, and all is well: now somebody else. */
  | { readonly kind: 'ask-your-own' }
  /** A program could not be judged: whether it can be spoken with at all is seen with less. */
  | { readonly kind: 'smoke'; readonly about: NamedSubject }
  /** Something is unexpected: the case to begin with. */
  | { readonly kind: 'ask-again'; readonly about: NamedSubject; readonly case: string }
  /** Only lines of the baseline are wrong. */
  | { readonly kind: 'write-baseline'; readonly about: NamedSubject };

export type NamedSubject = Pick<Subject, 'name' | 'typed' | 'description' | 'baselineFile'>;

/** One of a run with its conclusion. */
export interface ConcludedSubject {
  readonly subject: NamedSubject;
  readonly conclusion: Conclusion;
}

/** Undefined where nothing is left to do. Of several implementations, what the first one needs goes before the rest. */
export function nextStep(concluded: readonly ConcludedSubject[]): NextStep | undefined {
  for (const { subject, conclusion } of concluded) {
    const step = stepFor(subject, conclusion);
    if (step !== undefined) return step;
  }
  const isOwn = ({ subject }: ConcludedSubject) => subject.description?.kind !== 'built-in';
  return concluded.length > 0 && !concluded.some(isOwn) ? { kind: 'ask-your-own' } : undefined;
}

function stepFor(about: NamedSubject, { ended, order, kinds, mistakes }: Conclusion): NextStep | undefined {
  if (ended !== undefined)
    return about.description?.kind === 'process' ? { kind: 'smoke', about } : undefined;
  const [first] = order;
  const worse = kinds.some(({ what, unexpected }) => what.of !== 'other' && unexpected.length > 0);
  if (first !== undefined && worse) return { kind: 'ask-again', about, case: first };
  return first !== undefined || mistakes.length > 0 ? { kind: 'write-baseline', about } : undefined;
}
