import type { WellKnownResult } from './well-known-result.ts';

/** C-1, C-2: what was found at well-known files, as long as it may be kept. It lives as long as its resolver. */
export class KeptFiles {
  /** C-12: by the hostname as it is written, so that no two names share anything. */
  readonly #kept = new Map<string, { readonly result: WellKnownResult; readonly until: number }>();

  /** `now`: milliseconds on a clock that never goes back. */
  recall(hostname: string, now = performance.now()): WellKnownResult | undefined {
    const kept = this.#kept.get(hostname);
    return kept !== undefined && now < kept.until ? kept.result : undefined;
  }

  keep(hostname: string, result: WellKnownResult, now = performance.now()): void {
    const seconds = result.lifetime ?? 0;
    if (seconds > 0) this.#kept.set(hostname, { result, until: now + 1000 * seconds });
  }
}
