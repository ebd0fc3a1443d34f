import type * as z from 'zod';
import { suggestion } from '../../base/index.ts';
import { HELLO_FAULTS, type Source } from '../../model/index.ts';
import { locate, type Path } from './document.ts';
import { type Complaint, ScenarioError } from './error.ts';
import { ProblemList } from './problem-list.ts';
import { quoted } from './quoted.ts';
import { type Authored, scenarioSchema } from './schema.ts';

/** Words of earlier versions of the format, and what each is called now. */
const FORMERLY: Readonly<Record<string, string>> = { steps: 'rounds' };

type Issue = z.core.$ZodIssue;

/** The document as the types have it, or every departure from the schema. */
export function validate(value: unknown, source: Source): Authored | readonly ScenarioError[] {
  const result = scenarioSchema.safeParse(value);
  if (result.success) return result.data;
  const problems = new ProblemList();
  for (const issue of result.error.issues) {
    for (const make of errorsOf(issue, [], value, source)) problems.add(make);
  }
  return problems.all;
}

/** Finding the place of a mistake takes longer than finding the mistake. */
type Late = () => ScenarioError;

function errorsOf(issue: Issue, above: Path, value: unknown, source: Source): readonly Late[] {
  const path = [...above, ...(issue.path as Path)];
  const error =
    (complaint: Complaint, at: Path = path, part: 'key' | 'value' = 'value'): Late =>
    () =>
      new ScenarioError(complaint, locate(source, at, part));
  switch (issue.code) {
    case 'unrecognized_keys':
      // The message is the list of known keys, see `closed`.
      return issue.keys.map((key) => () => {
        const fault = key === 'fault' ? faultOfCertificate(path, at(value, path)) : undefined;
        if (fault) return error(fault, [...path, key], 'key')();
        const now = Object.hasOwn(FORMERLY, key) ? FORMERLY[key] : undefined;
        const hint =
          now === undefined ? suggestion(key, issue.message.split(' ')) : `it is called "${now}" now`;
        const what = `unknown key ${quoted(key)}`;
        return error({ code: 'unknown-key', what, hint }, [...path, key], 'key')();
      });
    case 'invalid_key': {
      const what = issue.issues[0]?.message ?? issue.message;
      const key = String(path.at(-1));
      const code = path[0] === 'hosts' && path.length === 3 ? 'bad-port' : 'bad-name';
      return [error({ code, what: `${quoted(key)} cannot stand here: ${what}` }, path, 'key')];
    }
    case 'invalid_union':
      return unionErrors(issue, path, value, source);
    case 'invalid_type':
      return [error(wrongType(issue, path, at(value, path)))];
    case 'invalid_value': {
      const words = issue.values.map(String);
      const found = at(value, path);
      if (found === undefined) return [error(missing(path))];
      const hint = typeof found === 'string' ? suggestion(found, words) : `write ${words.join(' or ')}`;
      return [error({ code: 'bad-value', what: `${shown(found)} is not known here`, hint })];
    }
    case 'too_small':
    case 'too_big': {
      // Texts and lists bring messages of their own.
      if (issue.origin !== 'number' && issue.origin !== 'int') break;
      const limit = issue.code === 'too_small' ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
      return [error({ code: 'bad-value', what: `"${String(path.at(-1))}" must be ${limit}` })];
    }
    default:
  }
  return [error({ code: 'bad-value', what: issue.message })];
}

/**
 * Of the alternatives, the one that the value was meant for: right type at its root, the fewest keys that it does not know,
 * and then the fewest complaints.
 */
function unionErrors(
  issue: z.core.$ZodIssueInvalidUnion,
  path: Path,
  value: unknown,
  source: Source,
): readonly Late[] {
  const fault = faultOfCertificate(path, at(value, path));
  if (fault) return [() => new ScenarioError(fault, locate(source, [...path, 'fault'], 'key'))];
  const meant = issue.errors
    .filter((issues) => !issues.some(isMismatch))
    .sort((a, b) => unknownKeys(a) - unknownKeys(b) || a.length - b.length)[0];
  if (meant) return meant.flatMap((each) => errorsOf(each, path, value, source));
  const found = at(value, path);
  if (found === undefined) return [() => new ScenarioError(missing(path), locate(source, path))];
  const word = issue.errors.flat().find((each) => each.code === 'invalid_value');
  if (typeof found === 'string' && word?.code === 'invalid_value') {
    const hint = suggestion(found, word.values.map(String));
    return [
      () =>
        new ScenarioError(
          { code: 'bad-value', what: `${quoted(found)} is not known here`, hint },
          locate(source, path),
        ),
    ];
  }
  const what = `${described(found)} cannot stand here`;
  return [() => new ScenarioError({ code: 'wrong-type', what, hint: issue.message }, locate(source, path))];
}

/** A fault where a certificate stands: it is one of the listener, and some are there for an SNI alone. */
function faultOfCertificate(path: Path, found: unknown): Complaint | undefined {
  if (path.at(-1) !== 'cert' || typeof found !== 'object' || found === null || !('fault' in found))
    return undefined;
  const { fault } = found;
  const written = typeof fault === 'string' ? quoted(fault) : '…';
  const port = String(path.at(-2));
  const place = `write it in place of "cert" or beside it, ${quoted(port)}: { "fault": ${written} }`;
  const some = HELLO_FAULTS.some((one) => one === fault)
    ? `; for some names alone, "cert": { "default": …, "sni": { "fed": { "fault": ${written} } } }`
    : '';
  return { code: 'unknown-key', what: 'a fault is none of the certificate', hint: `${place}${some}` };
}

/** The value is of another type altogether than this alternative. */
function isMismatch(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_union') return issue.errors.every((issues) => issues.some(isMismatch));
  return issue.code === 'invalid_type' || issue.code === 'invalid_value';
}

/** Deeper down a mistake says nothing of which alternative was meant. */
function unknownKeys(issues: readonly Issue[]): number {
  const counts = issues.map((issue) => {
    if (issue.path.length > 0) return 0;
    if (issue.code === 'unrecognized_keys') return issue.keys.length;
    if (issue.code !== 'invalid_union') return 0;
    return Math.min(...issue.errors.filter((each) => !each.some(isMismatch)).map(unknownKeys));
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

function wrongType(issue: z.core.$ZodIssueInvalidType, path: Path, found: unknown): Complaint {
  if (found === undefined) return missing(path);
  const expected = TYPES[issue.expected] ?? issue.expected;
  const name = path.length === 0 ? 'a scenario' : `"${String(path.at(-1))}"`;
  return { code: 'wrong-type', what: `${name} must be ${expected}, this is ${described(found)}` };
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

function missing(path: Path): Complaint {
  return { code: 'missing-key', what: `the key "${String(path.at(-1))}" is missing` };
}

function described(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? `the string ${quoted(value)}` : `${typeof value} ${String(value)}`;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? quoted(value) : described(value);
}

function at(value: unknown, path: Path): unknown {
  let here = value;
  for (const step of path)
    here = (here as Readonly<Record<string | number, unknown>> | null | undefined)?.[step];
  return here;
}
