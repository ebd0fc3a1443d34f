import type { Case } from '../model/index.ts';
import { bind, type CaseDraft } from './bind/bind.ts';
import type { ScenarioError } from './file/error.ts';
import type { Variant } from './file/expand.ts';

/** The variants of one file in its order, whether or not they were selected. Each is bound when it is first asked for. */
export interface Siblings {
  /** None where it cannot be bound. */
  at(index: number): readonly Case[];
}

/** The variants of a case's file, and how many of them stand before it: of those none is ever opened. */
export type EarlierVariants = (c: Pick<Case, 'id' | 'source'>) => {
  /** One and the same for all variants of a file. */
  readonly siblings: Siblings;
  readonly before: number;
};

type ToDraft = (variant: Variant, problems: ScenarioError[]) => readonly CaseDraft[];

/** `variants`: all of the files that cases were selected from, in the order of their files. */
export function earlierVariants(
  variants: readonly Variant[],
  selected: readonly Case[],
  draft: ToDraft,
): EarlierVariants {
  const bound = new Map<string, readonly Case[]>(selected.map((c) => [c.id, [c]]));
  const caseOf = (variant: Variant): readonly Case[] => {
    const found = bound.get(variant.id) ?? draft(variant, []).flatMap(boundAnywhere);
    bound.set(variant.id, found);
    return found;
  };
  const files = new Map<string, Variant[]>();
  const indexes = new Map<string, number>();
  for (const variant of variants) {
    const { file } = variant.source;
    const all = files.get(file) ?? [];
    files.set(file, all);
    // Of two that are called alike the first counts.
    if (!indexes.has(variant.id)) indexes.set(variant.id, all.length);
    all.push(variant);
  }
  const siblings = new Map(
    [...files].map(([file, all]) => [
      file,
      { at: (index: number) => all.slice(index, index + 1).flatMap(caseOf) },
    ]),
  );
  return ({ id, source }) => ({
    siblings: siblings.get(source.file) ?? NONE,
    before: indexes.get(id) ?? 0,
  });
}

const NONE: Siblings = { at: () => [] };

/** What is wrong in it is told when it is selected. */
function boundAnywhere(draft: CaseDraft): readonly Case[] {
  const result = bind(draft, 0);
  return 'case' in result ? [result.case] : [];
}
