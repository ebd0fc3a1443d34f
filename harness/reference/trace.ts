import { isDeepStrictEqual } from 'node:util';
import { KeptFiles } from './kept-files.ts';
import type { Mutant } from './mutants/mutant.ts';
import type { Parts } from './parts.ts';
import { type Ask, referenceResolver } from './resolver.ts';
import { specParts } from './spec-parts.ts';

/** One use of a part of the reference resolver. */
export interface Call {
  readonly part: keyof Parts;
  /** Of a pure part: what it was given, and what came of it. */
  readonly pure?: { readonly given: readonly unknown[]; readonly result: unknown };
}

/** These have to do with the world: nobody can say without it what a mutant of one would have done. */
const OF_THE_WORLD: ReadonlySet<keyof Parts> = new Set([
  'timeouts',
  'discover',
  'fetchWellKnown',
  'lookupSrv',
  'resolveAddresses',
  'sendRequest',
]);

/** The reference resolver; `note` hears of each part that takes part in answering `server`. */
export function tracedReference(note: (server: string, call: Call) => void): Ask {
  const files = new KeptFiles();
  return (question, signal) => {
    const parts = traced((call) => note(question.server, call));
    return referenceResolver(parts, files)(question, signal);
  };
}

function traced(note: (call: Call) => void): Parts {
  const entries = Object.entries(specParts).map(([name, part]) => {
    const key = name as keyof Parts;
    return [key, typeof part === 'function' ? noting(key, part, note) : part];
  });
  return Object.fromEntries(entries);
}

type AnyPart = (...given: readonly unknown[]) => unknown;

function noting(part: keyof Parts, asSpecified: unknown, note: (call: Call) => void): AnyPart {
  return (...given) => {
    if (OF_THE_WORLD.has(part)) note({ part });
    const result = (asSpecified as AnyPart)(...given);
    if (!OF_THE_WORLD.has(part)) note({ part, pure: { given, result } });
    return result;
  };
}

/**
 * Whether a mutant can do anything else than the reference did in these calls: its part was used, and if it is pure, it
 * gives another result for something that it was given.
 */
export function takesPart({ replaces }: Pick<Mutant, 'replaces'>, calls: readonly Call[]): boolean {
  const [[name, part] = []] = Object.entries(replaces);
  if (name === 'timeouts') return calls.length > 0;
  return calls.some(
    (call) => call.part === name && (call.pure === undefined || differs(part as AnyPart, call.pure)),
  );
}

function differs(part: AnyPart, { given, result }: Required<Call>['pure']): boolean {
  try {
    return !isDeepStrictEqual(part(...given), result);
  } catch {
    return true;
  }
}
