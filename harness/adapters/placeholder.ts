import { nearest } from '../base/index.ts';

/** A placeholder that there is not, and where it stands. */
export interface UnknownPlaceholder {
  /** Its index in the text. */
  readonly at: number;
  /** `there is no placeholder {sever} here, did you mean {server}?` */
  readonly text: string;
}

/** What a template of a homeserver's may have, and its commands. */
export const OF_HOMESERVER = ['address', 'port', 'self', 'ca', 'data', 'cache', 'here', 'binary'] as const;
export const OF_PROGRAM = ['cache', 'here', 'binary'] as const;
export const OF_INSTALL = ['cache', 'here'] as const;
export const OF_TRIGGER = ['server', 'self'] as const;
/** What a command that is started for every question is told of it. */
export const OF_QUESTION = ['server', 'method', 'path', 'body', 'seconds', 'budget_ms'] as const;

/**
 * A word in single braces. `${HOME}`, `%{http_code}`, `#{ruby}` and `@{upstream}` are of other languages, and JSON, `{}` and
 * `{ print }` are no words.
 */
const WORD = /(?<![{$%#@])\{([A-Za-z][A-Za-z0-9_-]*)\}(?!\})/g;

/** The first word in braces that stands for nothing there. */
export function unknownPlaceholder(text: string, known: readonly string[]): UnknownPlaceholder | undefined {
  for (const { 1: word = '', index } of text.matchAll(WORD)) {
    if (known.includes(word)) continue;
    return { at: index, text: `there is no placeholder {${word}} here, ${instead(word, known)}` };
  }
  return undefined;
}

/**
 * The first word in braces that was probably meant to be a placeholder, `{sever}`: a command line of the user's may have braces of
 * its own, and only what is nearly one is an error.
 */
export function misspeltPlaceholder(text: string, known: readonly string[]): string | undefined {
  for (const { 1: word = '' } of text.matchAll(WORD)) {
    const near = known.includes(word) ? undefined : nearest(word, known);
    if (near !== undefined) return `there is no placeholder {${word}}, did you mean {${near}}?`;
  }
  return undefined;
}

function instead(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === undefined
    ? `there is ${known.map((one) => `{${one}}`).join(' ')}; for braces of its own write {{${word}}}`
    : `did you mean {${near}}?`;
}
