import type { Case, SpecVersion } from '../../model/index.ts';
import { applies, isDemand, SPEC_VERSIONS } from '../../oracle/index.ts';
import { levelOfClause } from '../level.ts';
import type { Verdict } from '../verdict.ts';

/** Which version of the specification somebody meets: breaks no clause of level MUST or implied in any case of it. */
export interface Conformance {
  /** The newest; null: none. */
  readonly meets: SpecVersion | null;
  /** What keeps it from the next; from the one that the run went by, where it meets none. */
  readonly missing?: Missing;
  /** Authored cases that told something, and those that could not be asked, of the version that is met or missed. */
  readonly asked: number;
  readonly unasked: number;
}

export interface Missing {
  readonly version: SpecVersion;
  readonly cases: readonly string[];
  /** Those that most cases break first. */
  readonly clauses: readonly string[];
}

/**
 * From the verdicts of the whole library: those of a run by one version tell of every older one, too. What a case asks is
 * the same in all versions that it is about, and before those its evidence is judged by what was demanded then. Undefined
 * where our own errors leave it open.
 */
export function conformanceOf(
  cases: readonly Spanned[],
  verdicts: readonly Told[],
  by: SpecVersion,
): Conformance | undefined {
  const byId = new Map(cases.map((c) => [c.id, c]));
  if (verdicts.length === 0 || verdicts.some(({ status }) => status === 'error')) return undefined;
  const versions = SPEC_VERSIONS.slice(0, SPEC_VERSIONS.indexOf(by) + 1);
  const findings = versions.map((version) => {
    const told = verdicts.flatMap((verdict) => toldIn(byId.get(verdict.id), verdict, version) ?? []);
    return { version, told, broken: told.filter(isBroken) };
  });
  const met = findings.findLastIndex(({ broken }) => broken.length === 0);
  const shown = findings[met] ?? findings.at(-1);
  const authored = shown?.told.filter(({ twin }) => twin === undefined) ?? [];
  const next = met < 0 ? shown : findings[met + 1];
  return {
    meets: findings[met]?.version ?? null,
    ...(next && { missing: missingOf(next) }),
    asked: authored.filter(({ status }) => status !== 'skip').length,
    unasked: authored.filter(({ status }) => status === 'skip').length,
  };
}

type Spanned = Pick<Case, 'id' | 'since' | 'until'>;
type Told = Pick<Verdict, 'id' | 'status' | 'level' | 'clauses' | 'before' | 'twin'>;

/** What a verdict says by another version than its own. */
function toldIn(c: Spanned | undefined, verdict: Told, version: SpecVersion): Told | undefined {
  if (c === undefined) return undefined;
  if (applies(c, version)) return verdict;
  const { id, before } = verdict;
  return before && applies({ until: before.version }, version) ? { id, ...before } : undefined;
}

function isBroken({ status, level }: Told): boolean {
  return status === 'fail' && isDemand(level);
}

function missingOf({
  version,
  broken,
}: {
  readonly version: SpecVersion;
  readonly broken: readonly Told[];
}): Missing {
  const demands = broken.flatMap(({ clauses }) => clauses).filter((id) => isDemand(levelOfClause(id)));
  return { version, cases: broken.map(({ id }) => id), clauses: mostOftenFirst(demands) };
}

function mostOftenFirst(ids: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([id]) => id);
}
