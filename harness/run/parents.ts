import type { About } from '../adapters/index.ts';
import { isProved } from '../judge/index.ts';
import type { Case, SpecVersion } from '../scenario/index.ts';
import { consultOracle } from '../spec/index.ts';
import type { CaseResult } from './run-case.ts';

const UNPROVED = 'its parent did not reach the right listener, so that a refusal would prove nothing';

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
    return twin === undefined || this.#proved.has(twin.parent) ? undefined : UNPROVED;
  }
}
