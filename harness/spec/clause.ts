import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Case, SpecVersion } from '../scenario/index.ts';
import { DEFAULT_SPEC_VERSION, isSpecVersion } from './version.ts';

const Version = z.custom<SpecVersion>((text) => typeof text === 'string' && isSpecVersion(text));

const ClauseSchema = z.strictObject({
  /** `S33-a`; `AMB-4` is a question that the text leaves open. */
  id: z.string().regex(/^[A-Z]+\d*-[0-9a-z]+$/),
  level: z.enum(['MUST', 'SHOULD', 'MAY', 'implied', 'ambiguous', 'ext']),
  text: z.string().min(1),
  /** Key into `anchors`. */
  anchor: z.string(),
  step: z.enum(['1', '2', '3', '3.1', '3.2', '3.3', '3.4', '3.5', '4', '5', '6']).optional(),
  since: Version.optional(),
  until: Version.optional(),
  note: z.string().optional(),
  /** Why no scenario is owed: the behaviour cannot be seen from outside. */
  untestable: z.string().optional(),
});

const ClauseFile = z.strictObject({
  site: z.url(),
  anchors: z.record(z.string(), z.string().startsWith('/')),
  clauses: z.array(ClauseSchema),
});

export type Clause = z.infer<typeof ClauseSchema>;

const file = ClauseFile.parse(
  JSON.parse(readFileSync(new URL('../../fixtures/spec/clauses.json', import.meta.url), 'utf8')),
);

/** What the specification says of resolvers, one testable statement each, in the order of the sections. */
export const clauses: readonly Clause[] = file.clauses;

const byId = new Map(clauses.map((c) => [c.id, c]));

export class UnknownClause extends Error {
  readonly code = 'unknown-clause';
  readonly id: string;
  readonly nearest: string;
  constructor(id: string) {
    const nearest = nearestClause(id);
    super(
      `There is no clause "${id}". The nearest is ${nearest}; fixtures/spec/clauses.json lists them all.`,
    );
    this.id = id;
    this.nearest = nearest;
  }
}

export function clause(id: string): Clause {
  const found = byId.get(id);
  if (!found) throw new UnknownClause(id);
  return found;
}

/** Where the specification says it, in the text of that version. */
export function specLink(of: Clause | string, version: SpecVersion = DEFAULT_SPEC_VERSION): string {
  const { anchor } = typeof of === 'string' ? clause(of) : of;
  return `${file.site}/${version}${file.anchors[anchor] ?? '/'}`;
}

export interface UnknownCitation {
  readonly path: readonly (string | number)[];
  readonly id: string;
  readonly nearest: string;
}

/** The clauses a case cites that do not exist, with the place in its file and the nearest id that does. */
export function checkClauses(c: Pick<Case, 'clauses'>): UnknownCitation[] {
  return c.clauses.flatMap((id, i) =>
    byId.has(id) ? [] : [{ path: ['clauses', i], id, nearest: nearestClause(id) }],
  );
}

function nearestClause(id: string): string {
  let best = { id: '', distance: Number.POSITIVE_INFINITY };
  for (const known of byId.keys()) {
    const distance = bare(id) === bare(known) ? 0 : editDistance(id.toUpperCase(), known.toUpperCase());
    if (distance < best.distance) best = { id: known, distance };
  }
  return best.id;
}

const bare = (id: string) => id.toUpperCase().replace(/[^A-Z0-9]/g, '');

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (const [i, x] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, y] of [...b].entries()) {
      const step = Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (x === y ? 0 : 1));
      next.push(step);
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
