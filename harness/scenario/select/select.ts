import { nearest } from '../../base/index.ts';

/**
 * What the user asked for: a file anywhere, or ids. Ids may have `*` for anything. A selector without `#` takes a file
 * with all its variants. One with `~` names twins: what it says of files and variants is about their parents.
 */
export type Selector = FileSelector | IdSelector;

interface FileSelector {
  readonly kind: 'file';
  readonly text: string;
  readonly file: string;
  /** The roles of the twins that are meant, where it names twins. */
  readonly twins?: RegExp;
  matches(of: { readonly id: string }): boolean;
}

interface IdSelector {
  readonly kind: 'id';
  readonly text: string;
  readonly twins?: RegExp;
  matchesFile(of: { readonly id: string }): boolean;
  matches(of: { readonly id: string }): boolean;
}

export function parseSelector(text: string): Selector {
  const [, file, variant, ofFile] = /^(.*\.json)(?:#([^~]*))?(?:~(.*))?$/.exec(text) ?? [];
  if (file !== undefined) {
    const ofVariant = globOf(`*#${variant}`);
    const matches: Selector['matches'] = ({ id }) => variant === undefined || ofVariant.test(id);
    return { kind: 'file', text, file, matches, ...twinsOf(ofFile) };
  }
  const [, parent = text, twin] = /^([^~]*)~(.*)$/.exec(text) ?? [];
  const [fileGlob, idGlob] = [globOf(fileIdOf(parent)), globOf(parent)];
  const whole = fileIdOf(parent) !== parent;
  return {
    kind: 'id',
    text,
    matchesFile: ({ id }) => fileGlob.test(id),
    matches: ({ id }) => idGlob.test(whole ? id : fileIdOf(id)),
    ...twinsOf(twin),
  };
}

const twinsOf = (roles: string | undefined) => (roles === undefined ? {} : { twins: globOf(roles) });

/** Whether a selector means an id, by the id alone: for who has a list of ids and no files. */
export function matcherOf(text: string): (id: string) => boolean {
  const { matches, twins } = parseSelector(text);
  return (id) => {
    const [parent = '', role] = id.split('~');
    const isTwinMeant = role === undefined ? twins === undefined : twins?.test(role) === true;
    return isTwinMeant && matches({ id: parent });
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
