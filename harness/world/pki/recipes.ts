import type { CertificateFlaw } from '../../model/index.ts';

const DAY = 86_400_000;

/** What stands between an authority that is trusted and the leaf. */
export type Between = 'intermediate' | 'constrained intermediate' | 'expired intermediate' | 'leaf';

/** What is different about a leaf with a flaw. What is absent is as strict verifiers want it. */
export interface Recipe {
  readonly signedBy?: 'itself' | 'untrusted' | 'namesake' | Between;
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
  expired: { validity: (today) => ({ notBefore: today - 90 * DAY, notAfter: endOfExpired(today) }) },
  notYet: { validity: () => ({ notBefore: Date.UTC(2099, 0, 1), notAfter: Date.UTC(2099, 6, 1) }) },
  selfSigned: { signedBy: 'itself' },
  untrusted: { signedBy: 'untrusted' },
  noSan: { names: 'nowhere' },
  commonNameOnly: { names: 'common name' },
  addressAsName: { names: 'DNS names' },
  wrongUsage: { usage: 'client' },
  missingIntermediate: { signedBy: 'intermediate', sendsIntermediate: false },
  nameConstrained: { signedBy: 'constrained intermediate' },
  leafAsAuthority: { signedBy: 'leaf' },
  // The leaf is older than the end of what signed it.
  expiredIntermediate: {
    signedBy: 'expired intermediate',
    validity: (today) => ({ notBefore: today - 60 * DAY, notAfter: today + 90 * DAY }),
  },
  namesake: { signedBy: 'namesake' },
};

export const recipeOf = (flaw: CertificateFlaw | undefined): Recipe =>
  flaw === undefined ? {} : RECIPES[flaw];

/** When an authority ended that has expired. Milliseconds since 1970. */
export const endOfExpired = (today = Date.now()): number => today - 30 * DAY;

export function validity(flaw: CertificateFlaw | undefined, today = Date.now()): Validity {
  const usual = { notBefore: today - DAY, notAfter: today + 90 * DAY };
  return recipeOf(flaw).validity?.(today) ?? usual;
}
