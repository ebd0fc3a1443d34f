import type { SpecVersion } from '../../model/index.ts';
import { type ConcludedVerdict, likewise, likewiseKey, resultKinds } from '../../run/index.ts';
import { kindText } from './kinds.ts';
import type { Paint } from './paint.ts';

/** Most runs are over by then, and all is told at their end. */
const LONG_MS = 60_000;
/** So many are enough to decide whether to wait for the rest. */
const MOST = 5;

/** In a run that takes long, the first unexpected verdicts, each of another kind, are named as they come. */
export class FirstOfKinds {
  readonly #tell: (line: string) => void;
  readonly #version: SpecVersion;
  readonly #paint: Paint;
  readonly #now: () => number;
  readonly #began: number;
  readonly #firsts = new Map<string, { readonly verdict: ConcludedVerdict; told: boolean }>();

  constructor(
    tell: (line: string) => void,
    version: SpecVersion,
    paint: Paint,
    now: () => number = () => performance.now(),
  ) {
    this.#tell = tell;
    this.#version = version;
    this.#paint = paint;
    this.#now = now;
    this.#began = now();
  }

  note(verdict: ConcludedVerdict): void {
    const what = verdict.expected ? undefined : likewise(verdict);
    if (what !== undefined) {
      const key = likewiseKey(what);
      if (this.#firsts.size < MOST && !this.#firsts.has(key)) this.#firsts.set(key, { verdict, told: false });
    }
    if (this.#now() - this.#began >= LONG_MS) this.#tellNew();
  }

  #tellNew(): void {
    for (const first of this.#firsts.values()) {
      if (first.told) continue;
      first.told = true;
      const [kind] = resultKinds([first.verdict], []);
      if (!kind) continue;
      const text = `${first.verdict.id}  ${kindText(kind, this.#version)}`;
      this.#tell(`  ${this.#paint.faint('so far')}  ${text}`);
    }
  }
}
