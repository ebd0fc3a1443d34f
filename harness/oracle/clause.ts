import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { keysOf, nearest } from '../base/index.ts';
import {
  type Case,
  type Expectation,
  type Source,
  SPEC_LEVELS,
  type SpecLevel,
  type SpecVersion,
  STEPS,
} from '../model/index.ts';
import { locate, ScenarioError } from '../scenario/index.ts';
import { DEFAULT_SPEC_VERSION, inSpan, isSpecVersion, minor, nameOfVersion } from './version.ts';

const Version = z.custom<SpecVersion>((text) => typeof text === 'string' && isSpecVersion(text));

const ClauseSchema = z.strictObject({
  /** `S33-a`; `AMB-4` is a question that the text leaves open. */
  id: z.string().regex(/^[A-Z]+\d*-[0-9a-z]+$/),
  level: z.enum(keysOf(SPEC_LEVELS)),
  text: z.string().min(1),
  /** Key into `anchors`. */
  anchor: z.string(),
  step: z.enum([...STEPS.filter((step) => step !== 'invalid'), '3']).optional(),
  since: Version.optional(),
  until: Version.optional(),
  note: z.string().optional(),
  /**
   * Whether a scenario is owed. `clock`: it would have to let hours pass. `client`, `serving`: it binds somebody else than
   * who resolves a server name. `no`: nothing of it shows on the wire.
   */
  testable: z.enum(['yes', 'clock', 'client', 'serving', 'no']),
  /** Of every clause that is not testable. */
  why: z.string().min(1).optional(),
});

/** Where a section is: everywhere the same, or from each of these versions on. Before the first of them there was none. */
const AnchorSchema = z.union([
  z.string().startsWith('/'),
  z.partialRecord(Version, z.string().startsWith('/')),
]);

const ClauseFile = z.strictObject({
  site: z.url(),
  anchors: z.record(z.string(), AnchorSchema),
  /** What the letters of an id stand for. */
  families: z.record(z.string(), z.string()),
  clauses: z.array(ClauseSchema),
});

export type Clause = z.infer<typeof ClauseSchema>;

const file = ClauseFile.parse(
  JSON.parse(readFileSync(new URL('../../fixtures/spec/clauses.json', import.meta.url), 'utf8')),
);

/** What the specification says of discovery, one statement each, in the order of the sections. */
export const clauses: readonly Clause[] = file.clauses;

/** Whether a level leaves no choice. */
export function isDemand(level: SpecLevel | 'record'): boolean {
  return level === 'MUST' || level === 'implied';
}

/** `Server names` for `G-4`. */
export function familyOf({ id }: Pick<Clause, 'id'>): string {
  return file.families[id.slice(0, id.indexOf('-'))] ?? id;
}

const byId = new Map(clauses.map((c) => [c.id, c]));

export class UnknownClause extends Error {
  readonly code = 'unknown-clause';
  readonly id: string;
  readonly nearest: string | undefined;
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

/** Where the specification says it, in the text of that version; of a clause that it does not have, in the nearest that has. */
export function specLink(of: Clause | string, version: SpecVersion = DEFAULT_SPEC_VERSION): string {
  const { anchor, since, until } = typeof of === 'string' ? clause(of) : of;
  const at = inSpan({ since, until }, version) ? version : nearer(version, since, until);
  return `${file.site}/${nameOfVersion(at)}${section(anchor, at) ?? '/'}`;
}

function nearer(version: SpecVersion, since?: SpecVersion, until?: SpecVersion): SpecVersion {
  return (since && minor(version) < minor(since) ? since : until) ?? version;
}

function section(anchor: string, version: SpecVersion): string | undefined {
  const known = file.anchors[anchor];
  if (known === undefined || typeof known === 'string') return known;
  const before = Object.keys(known).filter((since) => inSpan({ since: since as SpecVersion }, version));
  const last = before.sort((a, b) => minor(a as SpecVersion) - minor(b as SpecVersion)).at(-1);
  return last && known[last as SpecVersion];
}

/** The clauses a case cites that do not exist, each at its place in the file: its own, and those of its patterns. */
export function checkClauses(c: Pick<Case, 'clauses' | 'source' | 'expect' | 'rounds'>): ScenarioError[] {
  const own = c.clauses.map((id, i): Citation => ({ id, source: c.source, path: ['clauses', i] }));
  const rounds = c.rounds ?? [];
  return [
    ...own,
    ...citationsOf(c.expect, c.source),
    ...rounds.flatMap(({ expect }, round) => citationsOf(expect, { ...c.source, round })),
  ].flatMap(({ id, source, path }) => {
    if (byId.has(id)) return [];
    const { nearest: near } = new UnknownClause(id);
    const hint = near === undefined ? 'fixtures/spec/clauses.json lists them all' : `did you mean "${near}"?`;
    const fault = { code: 'unknown-id', what: `there is no clause "${id}"`, hint } as const;
    return [new ScenarioError(fault, locate(source, path))];
  });
}

interface Citation {
  readonly id: string;
  readonly source: Source;
  readonly path: readonly (string | number)[];
}

/** The clauses of the patterns of an expectation. */
function citationsOf({ saw, never, atMost }: Expectation, source: Source): Citation[] {
  const lists = { saw, never, atMost: atMost.map(({ pattern }) => pattern) };
  return keysOf(lists).flatMap((key) =>
    lists[key].flatMap(({ clause: id }, index) =>
      id === undefined ? [] : [{ id, source, path: ['expect', key, index, 'clause'] }],
    ),
  );
}

function nearestClause(id: string): string | undefined {
  const spelling = bare(id);
  return clauses.find((c) => bare(c.id) === spelling)?.id ?? nearest(id, byId.keys());
}

/** `S33a` is S33-a rather than S3-a, though one letter leads to each. */
function bare(id: string): string {
  return id.toUpperCase().replace(/[^A-Z0-9]/g, '');
}
