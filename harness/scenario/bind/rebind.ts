import type { Case } from '../../model/index.ts';
import { faultOfId, parseId } from '../id.ts';
import { bind, type CaseDraft } from './bind.ts';
import { allocate } from './blocks.ts';

/**
 * A case once more, under another id: all its names and addresses are that id's own. Undefined where it cannot be there
 * twice, because the id makes no server name or because a name in the case is absolute.
 */
export type Rebind = (c: Case, id: string) => Case | undefined;

/** `taken`: blocks of addresses that have their owners. The blocks of what is bound here are added. */
export function rebinder(drafts: readonly CaseDraft[], taken: Set<number>): Rebind {
  const draftOf = new Map(drafts.map((draft) => [draft.id, draft]));
  const bound = new Map<string, Case | undefined>();
  return (c, id) => {
    if (!bound.has(id)) bound.set(id, again(c, id, draftOf.get(c.id), taken));
    return bound.get(id);
  };
}

function again(c: Case, id: string, draft: CaseDraft | undefined, taken: Set<number>): Case | undefined {
  const parts = parseId(id);
  if (draft === undefined || parts === undefined || faultOfId(parts) !== undefined) return undefined;
  const bound = bind({ ...draft, id }, allocate([id], taken).get(id) ?? 0);
  if ('problems' in bound) return undefined;
  // The name servers are shared by all cases of a run: a name has one owner.
  const shared = Object.keys(bound.case.zone).some((name) => Object.hasOwn(c.zone, name));
  return shared ? undefined : bound.case;
}
