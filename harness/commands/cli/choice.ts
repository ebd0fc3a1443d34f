import type { Case, SpecVersion } from '../../model/index.ts';
import { DEFAULT_SPEC_VERSION, twinAgain, twinsOf, twinsOfLibrary } from '../../oracle/index.ts';
import type { ControlCases } from '../../run/index.ts';
import { hintForSelector, type Loaded, loadCases, ScenarioError } from '../../scenario/index.ts';
import { kept } from './kept-library.ts';

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
  /** One of them for being asked once more, with names and addresses of its own; undefined where it cannot be there twice. */
  again(c: Case): Case | undefined;
}

/** The same in two parts, for whoever can begin before the twins are there. */
export function choose(root: string, selectors: readonly string[], choice: Choice): Chosen {
  return selectors.length === 0 ? wholeLibrary(root, choice) : some(root, selectors, choice);
}

function wholeLibrary(root: string, { twins, version }: Choice): Chosen {
  const load = once(() => withoutMistakes(loadCases({ root })));
  const derive = () => inOrder(twinsOfLibrary(load().cases, load(), version));
  const cases = kept(root, 'cases', () => load().cases);
  const withTwins = twins === 'along';
  const derived = once(() => kept(root, `twins-${version ?? DEFAULT_SPEC_VERSION}`, derive));
  const twinsAlong = () => (withTwins ? derived() : []);
  return { cases, withTwins, twins: twinsAlong, again: bindingAgain(load, twinsAlong, version) };
}

/** What is kept of the library has no files, so that these are read for the first case that is asked once more. */
function bindingAgain(
  load: () => Loaded,
  twins: () => readonly Case[],
  version: SpecVersion | undefined,
): Chosen['again'] {
  const loaded = once(() => {
    load().besides(twins());
    return load();
  });
  return (c) => {
    const { cases, bindAgain } = loaded();
    if (c.twin === undefined) return bindAgain(c);
    const parent = cases.find(({ id }) => id === c.twin?.parent);
    return parent && twinAgain(c, parent, bindAgain, version);
  };
}

function some(root: string, selectors: readonly string[], choice: Choice): Chosen {
  const loaded = withoutMistakes(loadCases({ root, selectors }));
  const wanted = loaded.cases.filter(({ id }) => choice.parents || !loaded.parentsOnly.has(id));
  const cases = inOrder([...wanted, ...namedTwins(loaded, choice)]);
  const twins = once(() => besides(cases, twinsAlong(loaded, choice)));
  const again = bindingAgain(() => loaded, twins, choice.version);
  return { cases, withTwins: choice.twins === 'along', twins, again };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function withoutMistakes(loaded: Loaded): Loaded {
  if (loaded.problems.length > 0) throw mistakes(loaded.problems);
  return loaded;
}

function besides(cases: readonly Case[], twins: readonly Case[]): readonly Case[] {
  const there = new Set(cases.map(({ id }) => id));
  return inOrder(twins.filter(({ id }) => !there.has(id)));
}

const inOrder = (cases: readonly Case[]): readonly Case[] => cases.toSorted((a, b) => (a.id < b.id ? -1 : 1));

function twinsAlong(loaded: Loaded, { twins, version }: Choice): readonly Case[] {
  if (twins === 'named') return [];
  const { cases, parentsOnly } = loaded;
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
  const cases = kept(root, 'controls', () => chosenCases(root, [REACHABLE, UNTRUSTED], { twins: 'named' }));
  const find = (id: string) => {
    const found = cases.find((c) => c.id === id);
    if (!found) throw new Error(`the library has no ${id}`);
    return found;
  };
  return { reachable: find(REACHABLE), untrusted: find(UNTRUSTED) };
}
