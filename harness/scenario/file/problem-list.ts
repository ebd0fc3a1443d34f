import { ScenarioError } from './error.ts';

/** Nobody reads more of one file, and a file of 10 MB can hold a million. */
const MOST = 100;

/** The first mistakes of one file or one case, and how many more there are. */
export class ProblemList {
  readonly #first: ScenarioError[] = [];
  #more = 0;

  /** `make` finds the place, which takes time. */
  add(make: () => ScenarioError): void {
    if (this.#first.length < MOST) this.#first.push(make());
    else this.#more++;
  }

  get all(): readonly ScenarioError[] {
    const last = this.#first.at(-1);
    if (this.#more === 0 || last === undefined) return this.#first;
    const what = `and ${this.#more} more mistakes here`;
    const hint = 'correct those above first';
    return [...this.#first, new ScenarioError({ code: last.code, what, hint }, last.position)];
  }
}
