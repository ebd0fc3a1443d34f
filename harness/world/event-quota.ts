import { type Happened, matches } from '../evidence/index.ts';
import type { Case, Expectation, Pattern } from '../model/index.ts';

/** So many events of one case are told one by one. A client that does more is in a loop, which this many show as well. */
export const MOST_TOLD = 10_000;
/** Beyond that, so many are told that are not like any before. */
export const MOST_NEW = 10_000;
/** Of those that are alike: names that are asked for at the same moment may each be owed one. */
const MOST_ALIKE = 16;

/** Events that the author of a case asks about, and how many of them decide. */
export interface Watched {
  readonly pattern: Pattern;
  readonly most: number;
}

/**
 * Bounds what is told of a flood: beyond a number of events, only what could still decide, which is what is not like
 * anything before, and what the case asks about. The rest is for the caller to count.
 */
export class EventQuota {
  readonly #watched: readonly Watched[];
  readonly #matched = new Map<Watched, number>();
  readonly #alike = new Map<string, number>();
  #told = 0;
  #beyond = 0;

  constructor(watched: readonly Watched[] = []) {
    this.#watched = watched;
  }

  /** Whether to tell this one. Events with the same `likeness` decide the same. */
  takes(event: Happened, likeness: string): boolean {
    const before = this.#alike.get(likeness) ?? 0;
    const matching = this.#watched.filter(({ pattern }) => matches(pattern, event));
    const isWatched = matching.some((one) => this.#matchedBy(one) < one.most);
    if (!isWatched && this.#told >= MOST_TOLD && !this.#hasRoom(before)) return false;
    if (++this.#told > MOST_TOLD) this.#beyond++;
    if (before < MOST_ALIKE) this.#alike.set(likeness, before + 1);
    for (const one of matching) this.#matched.set(one, this.#matchedBy(one) + 1);
    return true;
  }

  /** What is new from here on would be told no more. */
  get isUsedUp(): boolean {
    return this.#beyond >= MOST_NEW;
  }

  /** Half of the room is for what was never there before, so that no repetition can fill it. */
  #hasRoom(before: number): boolean {
    if (before === 0) return this.#beyond < MOST_NEW;
    return before < MOST_ALIKE && this.#beyond < MOST_NEW / 2;
  }

  #matchedBy(watched: Watched): number {
    return this.#matched.get(watched) ?? 0;
  }
}

/** What the author asks about, in all rounds. */
export function watchedOf({ expect, rounds = [] }: Pick<Case, 'expect' | 'rounds'>): readonly Watched[] {
  return [expect, ...rounds.map((round) => round.expect)].flatMap(watchedIn);
}

function watchedIn({ saw, never, atMost }: Expectation): Watched[] {
  return [
    ...[...saw, ...never].map((pattern) => ({ pattern, most: 1 })),
    ...atMost.map(({ pattern, count }) => ({ pattern, most: count + 1 })),
  ];
}
