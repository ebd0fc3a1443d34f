import type { Case, SpecVersion } from '../scenario/index.ts';

/** Every version of the specification with a global number; the resolving algorithm changed in v1.6 and v1.8 only. */
export const SPEC_VERSIONS: readonly SpecVersion[] = Array.from(
  { length: 19 },
  (_, i): SpecVersion => `v1.${i + 1}`,
);

export const DEFAULT_SPEC_VERSION: SpecVersion = 'v1.19';

export function minor(version: SpecVersion): number {
  return Number(version.slice('v1.'.length));
}

export function isSpecVersion(text: string): text is SpecVersion {
  return (SPEC_VERSIONS as readonly string[]).includes(text);
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

/** S4-a, S33-a: `_matrix-fed._tcp` came with v1.8; before that `_matrix._tcp` was the only service. */
export function hasFederationService(version: SpecVersion): boolean {
  return minor(version) >= 8;
}
