import type { ControlCases } from '../run/index.ts';
import { type Case, loadCases } from '../scenario/index.ts';

/** The cases that selectors name; no selector means the whole library. */
export function chosenCases(root: string, selectors: readonly string[]): readonly Case[] {
  const { cases, problems } = loadCases({ root, selectors });
  if (problems.length > 0) throw new AggregateError(problems, 'the scenario files have mistakes');
  return cases;
}

const REACHABLE = 'control/fallback';
const UNTRUSTED = 'control/untrusted';

export function controlCases(root: string): ControlCases {
  const cases = chosenCases(root, [REACHABLE, UNTRUSTED]);
  const find = (id: string) => {
    const found = cases.find((c) => c.id === id);
    if (!found) throw new Error(`the library has no ${id}`);
    return found;
  };
  return { reachable: find(REACHABLE), untrusted: find(UNTRUSTED) };
}
