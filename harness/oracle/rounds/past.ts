import type { Case, NameAnswer, SpecVersion, ValidServerName } from '../../model/index.ts';
import { type CompleteFacts, canonical, factsOfCase } from '../../model/index.ts';
import { beginInquiry } from '../server-discovery/inquiry.ts';
import type { Memory } from '../server-discovery/memory.ts';
import { fetchWellKnown } from '../server-discovery/well-known-fetch.ts';
import { type Reach, reachOf } from './reach.ts';

/** A question that was asked before, in the world as it was then. */
export interface Past {
  readonly facts: CompleteFacts;
  readonly reach: Reach;
}

export const pastOf = (c: Case): Past => ({ facts: factsOfCase(c), reach: reachOf(c) });

/** Says which of so many possibilities is taken. The first is always the present. */
export type Choose = (of: number) => number;

/** One implementation's memory: whatever may be kept is kept or forgotten as `choose` says, and the same each time. */
export function memoryOf(past: readonly Past[], version: SpecVersion, choose: Choose): Memory {
  const chosen = new Map<string, unknown>();
  const once = <Value>(key: string, possibilities: () => readonly Value[]): Value => {
    if (!chosen.has(key)) {
      const all = possibilities();
      chosen.set(key, all[all.length > 1 ? choose(all.length) : 0]);
    }
    return chosen.get(key) as Value;
  };
  return {
    answer: (name, type, present, expired) =>
      once(`${type} ${name}`, () => {
        const earlier = past.filter(({ reach }) => reach(name)).map(({ facts }) => facts.lookUp(name, type));
        const other = earlier.filter((answer) => gist(answer) !== gist(present));
        const kept = other.filter(mayBeKept);
        if (kept.length < other.length) expired();
        return distinct([present, ...kept], gist);
      }),
    file: (hostname, fetch) =>
      once(`file ${canonical(hostname)}`, () => {
        const earlier = past.flatMap(({ facts, reach }, index) => {
          if (!reach(hostname)) return [];
          const memory = memoryOf(past.slice(0, index), version, choose);
          return [fetchWellKnown(beginInquiry(facts, version, { memory }), hostname)];
        });
        return distinct<ValidServerName | undefined>([fetch(), ...earlier], (name) => name?.text);
      }),
  };
}

/** RFC 1035 3.2.1: what lives no time at all is for the one question. Silence is nothing to keep; a negative answer is. */
function mayBeKept(answer: NameAnswer): boolean {
  return answer.kind === 'failed' && answer.why === 'silence'
    ? false
    : answer.ttl === undefined || answer.ttl > 0;
}

/** Everything that counts of an answer. */
function gist(answer: NameAnswer): string {
  return JSON.stringify(answer.kind === 'records' ? answer.records : [answer.kind, answer.why]);
}

function distinct<Value>(values: readonly Value[], key: (value: Value) => string | undefined): Value[] {
  const seen = new Map<string | undefined, Value>();
  for (const value of values) if (!seen.has(key(value))) seen.set(key(value), value);
  return [...seen.values()];
}
