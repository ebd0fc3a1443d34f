import type { Likeness, Verdict } from '../../judge/index.ts';

/** What failures look like is known once there are many: so long they are held back. */
const HELD_MS = 10_000;
/** One mistake shows in the twins of every case: the first few tell it. */
const MOST_TWINS = 5;

export interface Teller {
  /** What the failures among them look like. */
  likenesses(verdicts: readonly Verdict[]): readonly Likeness[];
  /** Whether the record holds what is not told. */
  recorded(): boolean;
  tell(verdict: Verdict, likeness: Likeness | undefined): void;
}

/** Unexpected verdicts, told in the order of their ids at the end, or whenever one of them has waited for long. */
export class UnexpectedVerdicts {
  readonly #teller: Teller;
  readonly #judged: Verdict[] = [];
  #held: Verdict[] = [];
  #timer: NodeJS.Timeout | undefined;
  #twins = 0;
  #untold = 0;

  constructor(teller: Teller) {
    this.#teller = teller;
  }

  /** Twins that only the record tells. */
  get untold(): number {
    return this.#untold;
  }

  note(verdict: Verdict): void {
    this.#judged.push(verdict);
    if (verdict.expected) return;
    // Our own errors look like nobody's defect, and somebody has to do something about them.
    if (verdict.status === 'error') {
      this.#teller.tell(verdict, undefined);
      return;
    }
    this.#held.push(verdict);
    this.#timer ??= setTimeout(() => this.flush(), HELD_MS).unref();
  }

  /** Tells what is held, with what the failures look like so far. */
  flush(likenesses = this.#teller.likenesses(this.#judged)): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const held = this.#held.sort((a, b) => (a.id < b.id ? -1 : 1));
    this.#held = [];
    for (const verdict of held) {
      if (this.#isLeftOut(verdict)) this.#untold++;
      else
        this.#teller.tell(
          verdict,
          likenesses.find(({ shared }) => shared.includes(verdict.id)),
        );
    }
  }

  #isLeftOut({ twin }: Verdict): boolean {
    return twin !== undefined && ++this.#twins > MOST_TWINS && this.#teller.recorded();
  }
}
