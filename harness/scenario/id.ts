import { createHash } from 'node:crypto';
import { AGAIN } from '../model/index.ts';

/** `family/name`, `family/name#variant`, `family/name~twin`, and the parts of it that exist. */
export interface CaseId {
  readonly family: string;
  readonly behaviour: string;
  readonly variant?: string;
  readonly twin?: string;
}

export function parseId(id: string): CaseId | undefined {
  const found = /^([^/#~]+)\/([^/#~]+)(?:#([^/#~]+))?(?:~([^/#~]+))?$/.exec(id);
  const [, family, behaviour, variant, twin] = found ?? [];
  if (family === undefined || behaviour === undefined) return undefined;
  return {
    family,
    behaviour,
    ...(variant !== undefined && { variant }),
    ...(twin !== undefined && { twin }),
  };
}

/** The case's own server name: `well-known/port#a~b` → `port--a--b.well-known.test`; asked once more, `port--a--b--again.…`. */
export function serverNameOf(id: string, again = false): string {
  const parts = parseId(id);
  if (parts === undefined) throw new TypeError(`not a case id: ${id}`);
  return `${labelOf(parts)}${again ? AGAIN : ''}.${parts.family}.test`;
}

const labelOf = ({ behaviour, variant, twin }: CaseId): string =>
  [behaviour, variant, twin].filter((part) => part !== undefined).join('--');

const WORD = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** What keeps an id from becoming a server name; undefined when nothing does. */
export function faultOfId(id: CaseId, again = false): string | undefined {
  const { family, behaviour, variant } = id;
  if (!WORD.test(family)) return `the family "${family}" must be lower case letters, digits and single -`;
  if (!WORD.test(behaviour)) return `the name "${behaviour}" must be lower case letters, digits and single -`;
  // `ab--c` has hyphens third and fourth, which is reserved: IDNA libraries (Python's idna, for one) refuse to look it up.
  if (behaviour.length === 2)
    return `the name "${behaviour}" has two letters, and "${behaviour}--x" is no valid label`;
  if (variant !== undefined && !WORD.test(variant)) {
    return `the variant "${variant}" must be lower case letters, digits and single -`;
  }
  for (const each of [labelOf(id) + (again ? AGAIN : ''), family]) {
    if (each.length > 63) return `"${each}" has ${each.length} octets, a label of a server name at most 63`;
  }
  return undefined;
}

/** The same on every machine and in every run; used to spread cases over addresses. */
export function hashOfId(id: string): number {
  return createHash('sha256').update(id).digest().readUInt32BE(0);
}
