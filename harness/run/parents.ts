import type { About } from '../adapters/index.ts';
import { isProved } from '../judge/index.ts';
import type { Case, SpecVersion } from '../scenario/index.ts';
import { consultOracle } from '../spec/index.ts';
import type { CaseResult } from './run-case.ts';

/** What a twin that is not asked is skipped for. The same words each time, so that they can be counted. */
export const WHY_NOT = {
  claimsOnly: 'which certificates are accepted is shown by connecting, which it does not do',
  unproved: 'its parent did not reach the right listener, so that a refusal would prove nothing',
} as const;

/** The results of one implementation's positive cases, as far as its twins rest on them. */
export class Parents {
  readonly #about: About;
  readonly #version: SpecVersion;
  readonly #proved = new Set<string>();

  constructor(about: About, version: SpecVersion) {
    this.#about = about;
    this.#version = version;
  }

  /** Takes note of a case that was asked. */
  note(c: Case, { status, events, claim }: CaseResult): void {
    if (c.twin !== undefined || c.expect.connect.length === 0) return;
    const outcome = consultOracle(c, this.#version);
    const hearing = { case: c, outcome, about: this.#about, events, answer: claim };
    if (isProved(hearing, status)) this.#proved.add(c.id);
  }

  /** Why a twin is not asked; undefined for one that is, and for any other case. */
  whyNot({ twin }: Case): string | undefined {
    if (twin === undefined) return undefined;
    if (!this.#about.can.includes('connect')) return WHY_NOT.claimsOnly;
    return this.#proved.has(twin.parent) ? undefined : WHY_NOT.unproved;
  }
}
