import { readFileSync } from 'node:fs';
import * as z from 'zod';

const DecisionFile = z.record(z.string().regex(/^[a-z0-9-]+$/), z.array(z.string()));

const pages = DecisionFile.parse(
  JSON.parse(readFileSync(new URL('../../fixtures/spec/decisions.json', import.meta.url), 'utf8')),
);

const pageOf = new Map(
  Object.entries(pages).flatMap(([page, clauses]) => clauses.map((id) => [id, `docs/decisions/${page}.md`])),
);

/** Where it is written how a clause that could be contested is read here, and why: a path from the root of the project. */
export function decisionOn(clauseId: string): string | undefined {
  return pageOf.get(clauseId);
}
