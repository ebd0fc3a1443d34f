import type { Case } from '../../model/index.ts';
import { faultOfId, parseId } from '../id.ts';
import { bind, type CaseDraft } from './bind.ts';
import { allocate, blockOf } from './blocks.ts';
import { namesOther } from './names-other.ts';

/**
 * A case once more, under another id: all its names and addresses are that id's own. Undefined where it cannot be there
 * twice, because the id makes no server name or because a name in the case is absolute.
 */
export type Rebind = (c: Case, id: string) => Case | undefined;

/**
 * A case once more, for being asked once more under the same id: whoever was asked it may still know its names, so that it
 * has others. `id`: of a twin of the case, which is bound in its place. Undefined where it cannot be there twice.
 */
export type BindAgain = (c: Case, id?: string) => Case | undefined;

export interface Rebinder {
  readonly rebind: Rebind;
  readonly bindAgain: BindAgain;
  /** These have addresses, too, and keep them. */
  besides(cases: Iterable<Case>): void;
}

/** `taken`: blocks of addresses that have their owners. The blocks of what is bound here are added. */
export function rebinder(drafts: readonly CaseDraft[], taken: Set<number>): Rebinder {
  const draftOf = new Map(drafts.map((draft) => [draft.id, draft]));
  const rebind = remembering((c: Case, draft: CaseDraft) => {
    const other = boundAs(draft, draft.id, taken);
    return other && sharesZone(other, c) ? undefined : other;
  });
  const again = remembering((c: Case, draft: CaseDraft) => {
    const other = boundAs({ ...draft, again: true }, `${draft.id} again`, taken);
    if (other === undefined || sharesZone(other, c)) return undefined;
    return namesOther(other, c) ? undefined : other;
  });
  const under = (id: string, { id: own }: Case): CaseDraft | undefined => {
    const draft = draftOf.get(own);
    return draft && { ...draft, id };
  };
  return {
    rebind: (c, id) => rebind(c, under(id, c)),
    bindAgain: (c, id = c.id) => again(c, under(id, c)),
    besides(cases) {
      for (const { hosts } of cases) for (const host of hosts) taken.add(blockOf(host));
    },
  };
}

/** By the id of the draft: what is bound has its addresses once. */
function remembering(make: (c: Case, draft: CaseDraft) => Case | undefined) {
  const bound = new Map<string, Case | undefined>();
  return (c: Case, draft: CaseDraft | undefined): Case | undefined => {
    if (draft === undefined) return undefined;
    if (!bound.has(draft.id)) bound.set(draft.id, make(c, draft));
    return bound.get(draft.id);
  };
}

/** `key`: what its block of addresses hangs on. */
function boundAs(draft: CaseDraft, key: string, taken: Set<number>): Case | undefined {
  const parts = parseId(draft.id);
  if (parts === undefined || faultOfId(parts, draft.again) !== undefined) return undefined;
  const bound = bind(draft, allocate([key], taken).get(key) ?? 0);
  return 'problems' in bound ? undefined : bound.case;
}

/** The name servers are shared by all cases of a run: a name has one owner. */
function sharesZone(one: Case, other: Case): boolean {
  return Object.keys(one.zone).some((name) => Object.hasOwn(other.zone, name));
}
