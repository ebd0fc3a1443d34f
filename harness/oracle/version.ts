import type { Case, SpecVersion, StepId } from '../model/index.ts';

/**
 * Every version of the specification with a global number, the unpublished one last. What they ask of whoever resolves a
 * server name changed with v1.3 (the destination is signed), v1.6 (CNAME) and v1.8 (`_matrix-fed`) only.
 */
export const SPEC_VERSIONS: readonly SpecVersion[] = Array.from(
  { length: 20 },
  (_, i): SpecVersion => `v1.${i + 1}`,
);

/** What will be the next version: the site calls it `unstable` until it is published. */
export const UNSTABLE_SPEC_VERSION: SpecVersion = 'v1.20';

export const DEFAULT_SPEC_VERSION: SpecVersion = 'v1.19';

export function minor(version: SpecVersion): number {
  return Number(version.slice('v1.'.length));
}

/** As the site spells it, and `--spec`. */
export function nameOfVersion(version: SpecVersion): string {
  return version === UNSTABLE_SPEC_VERSION ? 'unstable' : version;
}

export function isSpecVersion(text: string): text is SpecVersion {
  return (SPEC_VERSIONS as readonly string[]).includes(text);
}

/** Undefined before the first. */
export function versionBefore(version: SpecVersion): SpecVersion | undefined {
  return SPEC_VERSIONS[SPEC_VERSIONS.indexOf(version) - 1];
}

interface Span {
  readonly since?: SpecVersion | undefined;
  readonly until?: SpecVersion | undefined;
}

/** Whether a version lies in the span of a clause or a case; both ends count. */
export function inSpan(span: Span, version: SpecVersion): boolean {
  const at = minor(version);
  return (!span.since || minor(span.since) <= at) && (!span.until || at <= minor(span.until));
}

/** Whether a case is about this version of the specification. */
export function applies(c: Pick<Case, 'since' | 'until'>, version: SpecVersion): boolean {
  return inSpan(c, version);
}

/** before v1.3 the destination was signed and not named. */
export function namesDestination(version: SpecVersion): boolean {
  return minor(version) >= 3;
}

/** S4-a, S33-a: `_matrix-fed._tcp` came with v1.8; before that `_matrix._tcp` was the only service. */
export function hasFederationService(version: SpecVersion): boolean {
  return minor(version) >= 8;
}

/** Steps by the numbers that they had before v1.8 put `_matrix-fed` before them. */
const BEFORE_FEDERATION_SERVICE: Readonly<Record<string, string>> = {
  3.4: '3.3',
  3.5: '3.4',
  5: '4',
  6: '5',
};

/** A step as the text of that version numbers it; everywhere else, and in data, steps have the numbers of today. */
export function stepInVersion(step: StepId | '0' | '3', version: SpecVersion): string {
  return (hasFederationService(version) ? undefined : BEFORE_FEDERATION_SERVICE[step]) ?? step;
}
