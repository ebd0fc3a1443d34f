import type { Parts } from '../parts.ts';

/** A real bug as one part of the reference resolver, so that a case which misses it is seen to miss it. */
export interface Mutant {
  readonly meta: MutantMeta;
  /** Exactly one part. */
  readonly parts: Partial<Parts>;
}

export interface MutantMeta {
  /** After the behaviour, kebab-case: `mutant:no-sni` names it as an implementation. */
  readonly name: string;
  readonly title: string;
  /** Public reports of the bug. */
  readonly see: readonly string[];
  readonly replaces: keyof Parts;
}
