import type { Source } from '../model/index.ts';
import { type Bound, bind } from './bind/bind.ts';
import { allocate } from './bind/blocks.ts';
import { parseDocument } from './file/document.ts';
import type { ScenarioError } from './file/error.ts';
import { draft } from './load.ts';

/** A scenario that lies in no file (yet). */
export interface ScenarioText extends Source {
  readonly id: string;
}

/**
 * The case of a text without variants, by the same way as that of a file. `taken`: blocks of addresses that have their
 * owners; the block of this one is added. What only shows beside other cases is not looked for.
 */
export function loadText({ id, ...source }: ScenarioText, taken: Set<number>): Bound {
  const { value, problems: unread } = parseDocument(source);
  if (value === undefined) return { problems: unread };
  const problems: ScenarioError[] = [];
  const [only] = draft({ id, value, source }, problems);
  if (only === undefined) return { problems };
  return bind(only, allocate([id], taken).get(id) ?? 0);
}
