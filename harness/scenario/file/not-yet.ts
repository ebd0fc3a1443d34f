import type { Need, Source } from '../../model/index.ts';
import { locate, type Path } from './document.ts';
import { ScenarioError } from './error.ts';
import { ProblemList } from './problem-list.ts';
import type { Authored } from './schema.ts';

interface NotYet {
  readonly what: string;
  /** Where in a file it is written; `*` is any key of an object, `#` any index of a list. */
  readonly at: readonly string[];
  /** Only these values; without them any. */
  readonly values?: readonly unknown[];
}

/**
 * Parts of the vocabulary that the world cannot do yet. They are refused where they are written, never ignored.
 * Whoever teaches the world one of them removes its line.
 */
export const NOT_YET: readonly NotYet[] = [
  { what: '"advance"', at: ['rounds', '#', 'advance'] },
  {
    what: 'this need',
    at: ['needs', '#'],
    values: ['clock', 'browser', 'client-discovery'] satisfies readonly Need[],
  },
];

export function refuseNotYet(authored: Authored, source: Source): readonly ScenarioError[] {
  const problems = new ProblemList();
  for (const { row, path, value } of findIn(authored, TREE, [], [])) {
    const found = row.values === undefined ? '' : ` (${JSON.stringify(value)})`;
    const what = `${row.what}${found} is not supported yet`;
    problems.add(
      () =>
        new ScenarioError(
          { code: 'not-supported-yet', what, hint: 'leave it out for now' },
          locate(source, path, row.values === undefined ? 'key' : 'value'),
        ),
    );
  }
  return problems.all;
}

/** The rows by the steps of their places, so that a file is walked once and not once a row. */
interface Branch {
  readonly rows: NotYet[];
  readonly next: Map<string, Branch>;
}

const TREE: Branch = { rows: [], next: new Map() };
for (const row of NOT_YET) {
  let branch = TREE;
  for (const step of row.at) {
    const next: Branch = branch.next.get(step) ?? { rows: [], next: new Map() };
    branch.next.set(step, next);
    branch = next;
  }
  branch.rows.push(row);
}

interface Found {
  readonly row: NotYet;
  readonly path: Path;
  readonly value: unknown;
}

function findIn(value: unknown, { rows, next }: Branch, path: Path, found: Found[]): Found[] {
  if (value === undefined) return found;
  for (const row of rows) {
    if (row.values === undefined || row.values.includes(value)) found.push({ row, path, value });
  }
  if (typeof value !== 'object' || value === null) return found;
  const inside = value as Readonly<Record<string | number, unknown>>;
  for (const [step, branch] of next) {
    for (const key of keysOf(value, step)) findIn(inside[key], branch, [...path, key], found);
  }
  return found;
}

function keysOf(value: object, step: string): Path {
  if (step === '#') return Array.isArray(value) ? [...value.keys()] : [];
  if (Array.isArray(value)) return [];
  return step === '*' ? Object.keys(value) : [step];
}
