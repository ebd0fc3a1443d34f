/** The members of a closed set, in the order of its table. */
export function keysOf<Member extends string>(table: Readonly<Record<Member, unknown>>): readonly Member[] {
  return Object.keys(table) as Member[];
}
