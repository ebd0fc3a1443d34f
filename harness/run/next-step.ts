import type { Conclusion } from './conclude.ts';
import type { Likewise } from './likewise.ts';
import type { Subject } from './subject.ts';

/** The one thing that is worth doing after a run. */
export type NextStep =
  /** Only the built-in resolver was asked, and all is well: now somebody else. */
  | { readonly kind: 'ask-your-own' }
  /** A program could not be judged: whether it can be spoken with at all is seen with less. */
  | { readonly kind: 'smoke'; readonly about: NamedSubject }
  /** Something failed: the case to begin with. */
  | { readonly kind: 'mend'; readonly about: NamedSubject; readonly case: string }
  /** Nothing failed, and this could not be judged. */
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
  const isWell = concluded.every(
    ({ subject, conclusion }) => isBuiltIn(subject) && conclusion.exitCode === 0,
  );
  return concluded.length > 0 && isWell ? { kind: 'ask-your-own' } : undefined;
}

function stepFor(about: NamedSubject, { ended, order, kinds, mistakes }: Conclusion): NextStep | undefined {
  if (ended !== undefined)
    return about.description?.kind === 'process' ? { kind: 'smoke', about } : undefined;
  const firstOf = (of: Likewise['of']) => {
    const ids = new Set(kinds.filter(({ what }) => what.of === of).flatMap(({ unexpected }) => unexpected));
    return order.find((id) => ids.has(id));
  };
  const [failed, broken] = [firstOf('failure'), firstOf('error')];
  // A mutant is not there to be mended.
  if (failed !== undefined) return isBuiltIn(about) ? undefined : { kind: 'mend', about, case: failed };
  if (broken !== undefined) return { kind: 'ask-again', about, case: broken };
  return order.length > 0 || mistakes.length > 0 ? { kind: 'write-baseline', about } : undefined;
}

const isBuiltIn = ({ description }: NamedSubject): boolean => description?.kind === 'built-in';
