import type { Case } from '../../model/index.ts';
import { caseOfRound } from '../../model/index.ts';
import { locate } from '../file/document.ts';
import { ScenarioError } from '../file/error.ts';
import { fileIdOf, hintForSelector } from './select.ts';

/** What only shows when cases are looked at side by side. `fileIds` are the ids of the library, selected or not. */
export function checkTogether(
  cases: readonly Case[],
  fileIds: ReadonlySet<string>,
): readonly ScenarioError[] {
  return [...absoluteNames(cases), ...cases.flatMap((c) => control(c, fileIds))];
}

/** A name outside the case's own has one owner: the name servers are shared by all cases of a run. */
function absoluteNames(cases: readonly Case[]): readonly ScenarioError[] {
  const owners = new Map(cases.map(({ name, id }) => [name, id]));
  const problems: ScenarioError[] = [];
  for (const c of cases) {
    for (const name of namesIn(c)) {
      if (name === c.name || name.endsWith(`.${c.name}`)) continue;
      const owner = ancestors(name).flatMap((each) => owners.get(each) ?? [])[0];
      if (owner !== undefined && owner !== c.id) {
        const what = `the name "${name}." belongs to the case ${owner} already`;
        const hint = 'use another name, or one made of an address: "{short host}."';
        problems.push(
          new ScenarioError(
            { code: 'duplicate-id', what, hint },
            locate(c.source, ['dns', `${name}.`], 'key'),
          ),
        );
      }
      owners.set(name, c.id);
    }
  }
  return problems;
}

function namesIn({ zone, rounds = [] }: Case): ReadonlySet<string> {
  return new Set([{ zone }, ...rounds].flatMap((world) => Object.keys(world.zone)));
}

function ancestors(name: string): readonly string[] {
  const labels = name.split('.');
  return labels.map((_, index) => labels.slice(index).join('.'));
}

function control(c: Case, fileIds: ReadonlySet<string>): readonly ScenarioError[] {
  if (c.rounds !== undefined) return c.rounds.flatMap((_, index) => control(caseOfRound(c, index), fileIds));
  const { control: id } = c.expect;
  if (id === undefined || fileIds.has(fileIdOf(id))) return [];
  const hint = hintForSelector(id, [...fileIds]);
  return [
    new ScenarioError(
      { code: 'unknown-id', what: `no case "${id}"`, hint },
      locate(c.source, ['expect', 'control']),
    ),
  ];
}
