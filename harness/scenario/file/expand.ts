import type { Source } from '../../model/index.ts';
import { locate } from './document.ts';
import { ScenarioError } from './error.ts';
import { isObject, mergePatch, replacingBodies } from './merge-patch.ts';
import { validate } from './validate.ts';

/** One case of a file before it is looked at: still any JSON. */
export interface Variant {
  readonly id: string;
  readonly value: unknown;
  readonly source: Source;
}

/**
 * Each costs the lint some 2 ms, most of it in the oracle; 10,000 took it 20 s. A file of the library has 25 at most.
 */
const MOST_VARIANTS = 1000;

/**
 * The cases of one file. Without `vary` it is one; with it each entry is a patch of the rest of the file. None when
 * `vary` itself is malformed.
 */
export function expand(
  id: string,
  value: unknown,
  source: Source,
  problems: ScenarioError[],
): readonly Variant[] {
  if (!isObject(value) || value.vary === undefined) return [{ id, value, source }];
  const { vary, ...base } = value;
  if (!isTable(vary)) {
    const found = validate(value, source);
    if (Array.isArray(found)) problems.push(...found);
    return [];
  }
  if (vary.length > MOST_VARIANTS) {
    const what = `"vary" has ${vary.length} variants, and a file may have ${MOST_VARIANTS}`;
    const hint = 'split it into several files';
    problems.push(new ScenarioError({ code: 'too-much', what, hint }, locate(source, ['vary'], 'key')));
    return [];
  }
  const seen = new Set<string>();
  return vary.flatMap((entry, index): Variant[] => {
    const { id: variant, ...patch } = entry;
    const own: Source = { ...source, variant: ['vary', index] };
    const name = String(variant);
    if (seen.has(name)) {
      const what = `two variants have the id "${name}"`;
      problems.push(
        new ScenarioError({ code: 'duplicate-id', what, hint: 'give each its own' }, locate(own, ['id'])),
      );
      return [];
    }
    seen.add(name);
    for (const key of ['vary', '$schema'].filter((each) => each in patch)) {
      const what = `a variant cannot change "${key}"`;
      problems.push(
        new ScenarioError({ code: 'unknown-key', what, hint: 'remove it' }, locate(own, [key], 'key')),
      );
    }
    const { vary: _, ...allowed } = patch;
    return [{ id: `${id}#${name}`, value: mergePatch(base, replacingBodies(allowed)), source: own }];
  });
}

type Entry = Readonly<Record<string, unknown>>;

function isTable(vary: unknown): vary is readonly Entry[] {
  if (!Array.isArray(vary) || vary.length === 0) return false;
  return vary.every((entry) => isObject(entry) && typeof entry.id === 'string');
}
