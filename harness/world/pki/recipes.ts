import type { CertificateFlaw } from '../../model/index.ts';

const DAY = 86_400_000;

/** What is different about a leaf with a flaw. What is absent is as strict verifiers want it. */
export interface Recipe {
  readonly signedBy?: 'itself' | 'untrusted' | 'intermediate' | 'constrained intermediate';
  readonly sendsIntermediate?: false;
  /** Where its names stand. */
  readonly names?: 'nowhere' | 'common name' | 'DNS names';
  readonly usage?: 'client';
  /** `today`: milliseconds since 1970. */
  readonly validity?: (today: number) => Validity;
}

/** Milliseconds since 1970. */
export interface Validity {
  readonly notBefore: number;
  readonly notAfter: number;
}

export const RECIPES: Readonly<Record<CertificateFlaw, Recipe>> = {
  expired: { validity: (today) => ({ notBefore: today - 90 * DAY, notAfter: today - 30 * DAY }) },
  notYet: { validity: () => ({ notBefore: Date.UTC(2099, 0, 1), notAfter: Date.UTC(2099, 6, 1) }) },
  selfSigned: { signedBy: 'itself' },
  untrusted: { signedBy: 'untrusted' },
  noSan: { names: 'nowhere' },
  commonNameOnly: { names: 'common name' },
  addressAsName: { names: 'DNS names' },
  wrongUsage: { usage: 'client' },
  missingIntermediate: { signedBy: 'intermediate', sendsIntermediate: false },
  nameConstrained: { signedBy: 'constrained intermediate' },
};

export const recipeOf = (flaw: CertificateFlaw | undefined): Recipe =>
  flaw === undefined ? {} : RECIPES[flaw];

export function validity(flaw: CertificateFlaw | undefined, today = Date.now()): Validity {
  const usual = { notBefore: today - DAY, notAfter: today + 90 * DAY };
  return recipeOf(flaw).validity?.(today) ?? usual;
}
