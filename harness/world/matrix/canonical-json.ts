export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Nothing that is signed comes near it, and a stack holds ten times as much. */
const DEEPEST = 1000;

/** The Matrix specification's canonical JSON: keys by code point, no spaces, integers only. Throws a RangeError for what has none. */
export function canonicalJson(value: Json, depth = 0): string {
  if (depth > DEEPEST) throw new RangeError(`it is nested more than ${DEEPEST} deep`);
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value))
      throw new RangeError(`${value} is not an integer that canonical JSON allows`);
    return String(value);
  }
  if (isList(value)) return `[${value.map((one) => canonicalJson(one, depth + 1)).join(',')}]`;
  const members = Object.entries(value)
    .sort(([one], [other]) => compareCodePoints(one, other))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member, depth + 1)}`);
  return `{${members.join(',')}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** JavaScript compares UTF-16 units, which differs from code points beyond the basic plane. */
function compareCodePoints(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
