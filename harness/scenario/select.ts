import { nearest } from './nearest.ts';

/**
 * What the user asked for: a file anywhere, or ids. Ids may have `*` for anything. A selector without `#` takes a file
 * with all its variants.
 */
export type Selector = FileSelector | IdSelector;

interface FileSelector {
  readonly kind: 'file';
  readonly text: string;
  readonly file: string;
  matches(of: { readonly id: string }): boolean;
}

interface IdSelector {
  readonly kind: 'id';
  readonly text: string;
  matchesFile(of: { readonly id: string }): boolean;
  matches(of: { readonly id: string }): boolean;
}

export function parseSelector(text: string): Selector {
  const [, file, variant] = /^(.*\.json)(?:#(.*))?$/.exec(text) ?? [];
  if (file !== undefined) {
    const ofVariant = globOf(`*#${variant}`);
    return { kind: 'file', text, file, matches: ({ id }) => variant === undefined || ofVariant.test(id) };
  }
  const ofFile = globOf(fileIdOf(text));
  const ofId = globOf(text);
  const whole = fileIdOf(text) !== text;
  return {
    kind: 'id',
    text,
    matchesFile: ({ id }) => ofFile.test(id),
    matches: ({ id }) => ofId.test(whole ? id : fileIdOf(id)),
  };
}

/** `family/name` of `family/name#variant`. */
export function fileIdOf(id: string): string {
  return id.split(/[#~]/, 1)[0] ?? id;
}

function globOf(text: string): RegExp {
  const escaped = text.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${escaped.join('.*')}$`);
}

/** What to type instead of a selector that matches nothing. */
export function hintForSelector(text: string, ids: readonly string[]): string {
  const families = new Set(ids.map((id) => id.split('/', 1)[0] ?? ''));
  if (families.has(text.replace(/\/$/, ''))) return `did you mean "${text.replace(/\/$/, '')}/*"?`;
  const near = nearest(text, ids) ?? nearestByName(text, ids);
  if (near !== undefined) return `did you mean "${near}"?`;
  return `"signpost list" shows all ids; the families are ${[...families].sort().join(' ')}`;
}

/** The name alone, or the right name in another family. */
function nearestByName(text: string, ids: readonly string[]): string | undefined {
  const nameOf = (id: string) => id.slice(id.lastIndexOf('/') + 1);
  const near = nearest(nameOf(text), ids.map(nameOf));
  return near === undefined ? undefined : ids.find((id) => nameOf(id) === near);
}
