import type { Case } from '../model/index.ts';
import { bind, type CaseDraft } from './bind/bind.ts';
import type { ScenarioError } from './file/error.ts';
import type { Variant } from './file/expand.ts';

/** The variants of a case's file that stand before it, whether or not they were selected. Of those none is ever opened. */
export type EarlierVariants = (c: Pick<Case, 'id' | 'source'>) => readonly Case[];

type ToDraft = (variant: Variant, problems: ScenarioError[]) => readonly CaseDraft[];

/** `variants`: all of the files that cases were selected from, in the order of their files. */
export function earlierVariants(
  variants: readonly Variant[],
  selected: readonly Case[],
  draft: ToDraft,
): EarlierVariants {
  const bound = new Map<string, readonly Case[]>(selected.map((c) => [c.id, [c]]));
  const byFile = new Map<string, Variant[]>();
  for (const variant of variants) {
    const { file } = variant.source;
    byFile.set(file, [...(byFile.get(file) ?? []), variant]);
  }
  const caseOf = (variant: Variant): readonly Case[] => {
    const found = bound.get(variant.id) ?? draft(variant, []).flatMap(boundAnywhere);
    bound.set(variant.id, found);
    return found;
  };
  return ({ id, source }) => {
    const all = byFile.get(source.file) ?? [];
    const own = all.findIndex((variant) => variant.id === id);
    return all.slice(0, Math.max(0, own)).flatMap(caseOf);
  };
}

/** What is wrong in it is told when it is selected. */
function boundAnywhere(draft: CaseDraft): readonly Case[] {
  const result = bind(draft, 0);
  return 'case' in result ? [result.case] : [];
}
