import type { ControlCases } from '../run/index.ts';
import {
  type Case,
  hintForSelector,
  type Loaded,
  loadCases,
  ScenarioError,
  type SpecVersion,
} from '../scenario/index.ts';
import { twinsOf, twinsOfLibrary } from '../spec/index.ts';

export interface Choice {
  /** `along`: every case brings its twins. `named`: only those that a selector names (`srv/fed~cert-of-target`, `*~*`). */
  readonly twins: 'along' | 'named';
  /** The parents of named twins are there too: a twin counts only where its parent was right. */
  readonly parents?: true;
  /** Of the specification that twins are derived by. */
  readonly version?: SpecVersion;
}

/** The cases that selectors name, each followed by its twins; no selector means the whole library. */
export function chosenCases(root: string, selectors: readonly string[], choice: Choice): readonly Case[] {
  const { cases, twins } = choose(root, selectors, choice);
  return inOrder([...cases, ...twins()]);
}

export interface Chosen {
  /** Sorted by id, with the twins that a selector names. */
  readonly cases: readonly Case[];
  /** Whether the cases bring theirs. */
  readonly withTwins: boolean;
  /** Those that the cases bring along, sorted by id. Derived once, when they are asked for: it takes as long as loading. */
  twins(): readonly Case[];
}

/** The same in two parts, for whoever can begin before the twins are there. */
export function choose(root: string, selectors: readonly string[], choice: Choice): Chosen {
  const loaded = loadCases({ root, selectors });
  if (loaded.problems.length > 0) throw mistakes(loaded.problems);
  const wanted = loaded.cases.filter(({ id }) => choice.parents || !loaded.parentsOnly.has(id));
  const cases = inOrder([...wanted, ...namedTwins(loaded, choice)]);
  let twins: readonly Case[] | undefined;
  return {
    cases,
    withTwins: choice.twins === 'along',
    twins() {
      twins ??= besides(cases, twinsAlong(loaded, choice, selectors.length === 0));
      return twins;
    },
  };
}

function besides(cases: readonly Case[], twins: readonly Case[]): readonly Case[] {
  const there = new Set(cases.map(({ id }) => id));
  return inOrder(twins.filter(({ id }) => !there.has(id)));
}

const inOrder = (cases: readonly Case[]): readonly Case[] => cases.toSorted((a, b) => (a.id < b.id ? -1 : 1));

function twinsAlong(loaded: Loaded, { twins, version }: Choice, wholeLibrary: boolean): readonly Case[] {
  if (twins === 'named') return [];
  const { cases, parentsOnly } = loaded;
  if (wholeLibrary) return twinsOfLibrary(cases, loaded, version);
  return cases.filter(({ id }) => !parentsOnly.has(id)).flatMap((c) => twinsOf(c, loaded, version));
}

function namedTwins(loaded: Loaded, { version }: Choice): Case[] {
  const { cases, twins: selectors } = loaded;
  if (selectors.length === 0) return [];
  const all = cases.flatMap((c) => twinsOf(c, loaded, version));
  const ids = all.map(({ id }) => id);
  const unmet = selectors.filter(({ matches }) => !ids.some(matches));
  if (unmet.length > 0) throw mistakes(unmet.map(({ text }) => noTwin(text, ids)));
  return all.filter(({ id }) => selectors.some(({ matches }) => matches(id)));
}

function noTwin(text: string, ids: readonly string[]): ScenarioError {
  const own = [...new Set(ids.map((id) => id.slice(id.indexOf('~'))))];
  const hint =
    ids.length === 0
      ? 'only positive cases of MUST or implied clauses with one right answer have twins'
      : own.length === ids.length
        ? `there are ${own.join(' ')}`
        : hintForSelector(text, ids);
  return new ScenarioError({ code: 'unknown-id', what: `no twin "${text}"`, hint });
}

const mistakes = (problems: readonly ScenarioError[]) =>
  new AggregateError(problems, 'the scenario files have mistakes');

const REACHABLE = 'control/fallback';
const UNTRUSTED = 'control/untrusted';

export function controlCases(root: string): ControlCases {
  const cases = chosenCases(root, [REACHABLE, UNTRUSTED], { twins: 'named' });
  const find = (id: string) => {
    const found = cases.find((c) => c.id === id);
    if (!found) throw new Error(`the library has no ${id}`);
    return found;
  };
  return { reachable: find(REACHABLE), untrusted: find(UNTRUSTED) };
}
