/** How many of the cases that a plan has at once are really under way: from the first overload on half of them. */
export class Pace {
  #isHalved = false;

  /** There was an overload. Whether it is the first. */
  slacken(): boolean {
    const isFirst = !this.#isHalved;
    this.#isHalved = true;
    return isFirst;
  }

  /** Of so many places those that are used now: one at least. */
  of(width: number): number {
    return this.#isHalved ? Math.max(1, Math.floor(width / 2)) : width;
  }
}
