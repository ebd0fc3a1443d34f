import type { Ability, About } from '../adapters/index.ts';
import type { Case, Need, SpecVersion } from '../model/index.ts';
import { applies, nameOfVersion } from '../oracle/index.ts';
import type { ParentEnd } from './parent-end.ts';
import { simultaneousNames } from './simultaneous.ts';

/** Why a case is not asked. */
export type Skip =
  | { readonly kind: 'version'; readonly version: SpecVersion }
  /** The implementation cannot do what the case needs. */
  | { readonly kind: 'ability'; readonly need: Need & Ability }
  /** The case is about what is kept, and a new process is asked each question, or was asked one of them. */
  | { readonly kind: 'memory' }
  /** The case asks for so many names at the same moment, and the implementation takes fewer. */
  | { readonly kind: 'names'; readonly names: number; readonly parallel: number }
  /** Of a twin: this case is its parent, and went wrong or was not asked; or ended in an error. */
  | { readonly kind: 'parent'; readonly case: string; readonly error: boolean }
  /** This machine cannot do what the case needs: a sentence with what to install. */
  | { readonly kind: 'machine'; readonly why: string }
  /** The case sets up the machine, and the implementation cannot be started anew on it. */
  | { readonly kind: 'running' };

/** What is said of an implementation without the ability that a case needs; the other needs are the machine's. */
const WITHOUT_ABILITY: Readonly<Record<Need & Ability, string>> = {
  connect: 'it does not connect',
  signed: 'it does not sign requests',
  clock: 'its clock cannot be moved',
};

/** What is known of an implementation, of its run so far, and of the machine. */
export interface Circumstances {
  readonly version: SpecVersion;
  readonly about: Pick<About, 'can' | 'parallel' | 'forgets'>;
  readonly endOf: (parent: string) => ParentEnd;
  /** What the machine lacks for the case. */
  readonly missing: string | undefined;
}

/** Why a case is not asked of an implementation; undefined where nothing stands against it. */
export function whySkipped(
  c: Pick<Case, 'needs' | 'rounds' | 'since' | 'until' | 'twin'>,
  { version, about, endOf, missing }: Circumstances,
): Skip | undefined {
  if (!applies(c, version)) return { kind: 'version', version };
  const need = c.needs.filter(isAbility).find((one) => !about.can.includes(one));
  if (need !== undefined) return { kind: 'ability', need };
  if (c.needs.includes('memory') && about.forgets === true) return { kind: 'memory' };
  const names = simultaneousNames(c);
  if (names > about.parallel) return { kind: 'names', names, parallel: about.parallel };
  const end = c.twin === undefined ? 'proved' : endOf(c.twin.parent);
  if (c.twin !== undefined && end !== 'proved')
    return { kind: 'parent', case: c.twin.parent, error: end === 'error' };
  return missing === undefined ? undefined : { kind: 'machine', why: missing };
}

const isAbility = (need: Need): need is Need & Ability => Object.hasOwn(WITHOUT_ABILITY, need);

/** The reason of a verdict. */
export function skipText(skip: Skip): string {
  switch (skip.kind) {
    case 'version':
      return `not part of ${nameOfVersion(skip.version)}`;
    case 'ability':
      return `needs "${skip.need}": ${WITHOUT_ABILITY[skip.need]}`;
    case 'memory':
      return 'a new process cannot have kept it';
    case 'names':
      return `asks for ${skip.names} names at the same moment, and it takes ${skip.parallel} at a time`;
    case 'parent':
      if (skip.error) return 'its parent case ended in an error';
      return 'its parent case failed first';
    case 'machine':
      return skip.why;
    case 'running':
      return 'needs a setting of the machine at its start, and runs already';
    default:
      throw skip satisfies never;
  }
}
