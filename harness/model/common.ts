import type { Case } from './case.ts';

/** What users meet most: told first, wherever there is an order. The README tells of the same files. */
export function isCommon({ tags, twin }: Pick<Case, 'tags' | 'twin'>): boolean {
  return twin === undefined && tags.includes('common');
}
