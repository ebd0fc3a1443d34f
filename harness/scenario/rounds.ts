import type { Source } from '../model/index.ts';
import type { RoundDraft } from './bind/bind.ts';
import { locate, type Path } from './file/document.ts';
import { type Complaint, ScenarioError } from './file/error.ts';
import { isObject, mergePatch, replacingBodies } from './file/merge-patch.ts';
import { refuseNotYet } from './file/not-yet.ts';
import type { Authored } from './file/schema.ts';
import { validate } from './file/validate.ts';

/** What a case says at its top, or in each of its rounds. */
const OF_A_ROUND = ['server', 'expect', 'tolerate'] as const;

/** Either `expect` or `rounds`, and nothing twice. Looks at any JSON: whatever else is wrong is said by the schema. */
export function faultsOfRounds(value: unknown, source: Source): readonly ScenarioError[] {
  if (!isObject(value)) return [];
  const error = (path: Path, complaint: Complaint, part: 'key' | 'value' = 'key') =>
    new ScenarioError(complaint, locate(source, path, part));
  const { rounds } = value;
  if (rounds === undefined) {
    // A word of an earlier version, of which the schema complains, stands for it.
    if (value.expect !== undefined || value.steps !== undefined) return [];
    return [error(['expect'], { code: 'missing-key', what: 'the key "expect" is missing' }, 'value')];
  }
  const twice = OF_A_ROUND.filter((key) => value[key] !== undefined).map((key) => {
    const what = `a case with "rounds" has no "${key}" of its own`;
    const hint = key === 'server' ? 'write the name under "resolve" of a round' : 'move it into a round';
    return error([key], { code: 'bad-value', what, hint });
  });
  const [first] = Array.isArray(rounds) ? rounds : [];
  if (!isObject(first) || first.change === undefined) return twice;
  const hint = 'write it under "dns" and "hosts" of the case';
  const what = 'there is nothing yet that the first round could change';
  return [...twice, error(['rounds', 0, 'change'], { code: 'bad-value', what, hint })];
}

/** Each round as a file of its own: its expectation, and the world with all changes up to it. */
export function writeOut(
  value: unknown,
  { rounds = [] }: Authored,
  source: Source,
  problems: ScenarioError[],
) {
  if (!isObject(value)) return [];
  const { rounds: _, ...file } = value;
  let world: unknown = file;
  return rounds.flatMap(({ resolve, change, expect, tolerate }, round): RoundDraft[] => {
    if (change !== undefined) world = mergePatch(world, replacingBodies(change));
    const place: Source = { ...source, round };
    const own: Source = source.line === undefined ? place : { ...place, line: locate(place, []).line };
    const whole = { ...(world as object), expect, ...(tolerate !== undefined && { tolerate }) };
    const authored = validate(whole, own);
    if (Array.isArray(authored)) {
      problems.push(...authored);
      return [];
    }
    problems.push(...refuseNotYet(authored as Authored, own));
    return [{ resolve, authored: authored as Authored, source: own }];
  });
}
