import type * as z from 'zod';
import { excerpt, jsonExcerpt, nearest } from '../base/index.ts';

type Issue = z.core.$ZodIssue;

/** One thing that is wrong with a value from outside: where, and a sentence such as `must be a number, came "8443"`. */
export interface FieldComplaint {
  readonly path: readonly (string | number)[];
  readonly text: string;
}

/** `known` are the fields there are, for a word about one that is misspelt. */
export function complain(error: z.ZodError, value: unknown, known: readonly string[] = []): FieldComplaint {
  const issue = error.issues[0];
  if (!issue) return { path: [], text: 'it is not valid' };
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    const near = nearest(key, known);
    const text = `there is no field \`${excerpt(key)}\`${near ? `, did you mean \`${near}\`?` : ''}`;
    return { path: [...path, key], text };
  }
  const found = valueAt(value, path);
  const came = found === undefined ? 'is missing' : `came ${jsonExcerpt(found, 60)}`;
  return { path, text: `${pathText(path)} ${wanted(issue)}, ${came}` };
}

function wanted(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${issue.expected === 'int' ? 'a whole number' : `of type ${issue.expected}`}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map((value) => JSON.stringify(value)).join(' ')}`;
    case 'too_small':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `must be at least ${issue.minimum}`
        : 'must not be empty';
    case 'too_big':
      return `must be at most ${issue.maximum}${issue.origin === 'string' ? ' characters' : ''}`;
    default:
      return issue.message;
  }
}

function pathText(path: readonly (string | number)[]): string {
  if (path.length === 0) return 'it';
  const steps = path.map((step, i) =>
    typeof step === 'number' ? `[${step}]` : `${i > 0 ? '.' : ''}${step}`,
  );
  return `\`${excerpt(steps.join(''))}\``;
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined),
    value,
  );
}
