import type { SpecVersion } from '../model/index.ts';
import { compareRounds, SPEC_VERSIONS } from '../oracle/index.ts';
import { loadText } from '../scenario/index.ts';
import type { RandomWorld } from './random-world.ts';
import type { ScenarioDocument } from './scenario-of.ts';
import { scenarioText } from './scenario-text.ts';

/** The text of a scenario file that keeps a random world, for the versions in which the specification says the same of it. */
export function keptText({ document }: RandomWorld, note: string, version: SpecVersion): string {
  const { title, clauses, level, note: questions, ...world } = document;
  return scenarioText({
    title,
    clauses,
    ...(level && { level }),
    ...spanOf(document, version),
    note: questions === undefined ? note : `${questions} ${note}`,
    ...world,
  });
}

/** The versions around this one that agree, in the words `since` and `until` where there are others. */
function spanOf(document: ScenarioDocument, version: SpecVersion): Pick<ScenarioDocument, 'since' | 'until'> {
  const text = JSON.stringify(document);
  const bound = loadText({ id: 'random/kept', file: 'kept.json', text }, new Set());
  if (!('case' in bound)) return {};
  const differs = (each: SpecVersion) => compareRounds(bound.case, each).length > 0;
  const at = SPEC_VERSIONS.indexOf(version);
  const before = SPEC_VERSIONS.slice(0, at).findLastIndex(differs);
  const after = SPEC_VERSIONS.findIndex((each, index) => index > at && differs(each));
  const [since, until] = [SPEC_VERSIONS[before + 1], SPEC_VERSIONS[after - 1]];
  return { ...(before >= 0 && since && { since }), ...(after >= 0 && until && { until }) };
}

/** A label has 63 octets; the rest is for the longest role of a twin. */
const MOST_OCTETS = 38;

/** A name for the file, which is a part of a server name as well. */
export function keptName(who: readonly string[], seed: number, number: number): string {
  const tail = `-${seed}-${number}`;
  const words = who
    .join('-')
    .toLowerCase()
    .replaceAll('mutant:', '')
    .replace(/[^a-z0-9]+/g, '-');
  const cut = words.slice(0, MOST_OCTETS - tail.length).replace(/^-+|-+$/g, '');
  return (cut || 'world') + tail;
}
