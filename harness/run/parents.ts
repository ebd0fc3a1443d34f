import type { About } from '../adapters/index.ts';
import { isProved } from '../judge/index.ts';
import type { Case, SpecVersion } from '../model/index.ts';
import { consultOracle, type RoundQuestion } from '../oracle/index.ts';
import type { CaseResult } from './run-case.ts';

const UNPROVED = 'its parent did not reach the right listener, so that a refusal would prove nothing';

/** The results of one implementation's positive cases, as far as its twins rest on them. */
export class Parents {
  readonly #about: About;
  readonly #version: SpecVersion;
  /** By id, as far as they were asked. */
  readonly #proved = new Map<string, boolean>();
  readonly #before: Parents | undefined;

  /** `before` speaks for the parents that were not asked. */
  constructor(about: About, version: SpecVersion, before?: Parents) {
    this.#about = about;
    this.#version = version;
    this.#before = before;
  }

  /** Takes note of a case that was asked; `steps` is what the oracle said of it, where that is at hand. */
  note(c: Case, { status, events, claim }: CaseResult, steps?: readonly (readonly RoundQuestion[])[]): void {
    if (c.twin !== undefined || c.expect.connect.length === 0) return;
    const outcome = steps?.[0]?.[0]?.outcome ?? consultOracle(c, this.#version);
    const hearing = { case: c, outcome, about: this.#about, events, answer: claim };
    this.#proved.set(c.id, isProved(hearing, status));
  }

  /** Why a twin is not asked; undefined for one that is, and for any other case. */
  whyNot({ twin }: Case): string | undefined {
    return twin === undefined || this.#hasProved(twin.parent) ? undefined : UNPROVED;
  }

  #hasProved(parent: string): boolean {
    return this.#proved.get(parent) ?? (this.#before ? this.#before.#hasProved(parent) : false);
  }
}
