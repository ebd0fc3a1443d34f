import path from 'node:path';
import { nearest, ownCommand } from '../../base/index.ts';

/**
 * What the user asked for: a file anywhere, `tag:word`, or ids. Words and ids may have `*` for anything. A selector without `#` takes a file
 * with all its variants. One with `~` names twins: what it says of files and variants is about their parents.
 */
export type Selector = FileSelector | IdSelector | TagSelector;

/** What of a case a selector looks at. */
interface Selectable {
  readonly id: string;
  readonly tags: readonly string[];
}

interface FileSelector {
  readonly kind: 'file';
  readonly text: string;
  readonly file: string;
  /** The roles of the twins that are meant, where it names twins. */
  readonly twins?: RegExp;
  matches(of: Selectable): boolean;
}

interface IdSelector {
  readonly kind: 'id';
  readonly text: string;
  readonly twins?: RegExp;
  matchesFile(of: { readonly id: string }): boolean;
  matches(of: Selectable): boolean;
}

/** Cases of the library that bear a tag. */
interface TagSelector {
  readonly kind: 'tag';
  readonly text: string;
  readonly twins?: RegExp;
  matchesFile(of: { readonly id: string }): boolean;
  matches(of: Selectable): boolean;
}

export function parseSelector(text: string): Selector {
  const [, file, variant, ofFile] = /^(.*\.json)(?:#([^~]*))?(?:~(.*))?$/.exec(text) ?? [];
  if (file !== undefined) {
    const ofVariant = globOf(`*#${variant}`);
    const matches: Selector['matches'] = ({ id }) => variant === undefined || ofVariant.test(id);
    return { kind: 'file', text, file, matches, ...twinsOf(ofFile) };
  }
  const [, tag, ofTag] = /^tag:([^~]*)(?:~(.*))?$/.exec(text) ?? [];
  if (tag !== undefined) {
    const isMeant = globOf(tag);
    const matches: Selector['matches'] = ({ tags }) => tags.some((each) => isMeant.test(each));
    return { kind: 'tag', text, matchesFile: () => true, matches, ...twinsOf(ofTag) };
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

/** A case that was read from somewhere else than its file. */
interface WrittenCase {
  readonly id: string;
  /** Where it was written, where that is known. */
  readonly file?: string;
  readonly tags?: readonly string[];
}

/** Whether a selector means a case, by its id and the name of its file alone: for who has a list of them and no files. */
export function matcherOf(text: string): (of: WrittenCase) => boolean {
  const selector = parseSelector(text);
  const { matches, twins } = selector;
  const isIn = (file: string | undefined) => selector.kind !== 'file' || isSameFile(selector.file, file);
  return ({ id, file, tags = [] }) => {
    const [parent = '', role] = id.split('~');
    const isTwinMeant = role === undefined ? twins === undefined : twins?.test(role) === true;
    return isTwinMeant && isIn(file) && matches({ id: parent, tags });
  };
}

/** Of the same name, or of the same place as seen from here. */
function isSameFile(file: string, other: string | undefined): boolean {
  return other !== undefined && path.resolve(file) === path.resolve(other);
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
  return `\`${ownCommand('list', '*')}\` shows all ids; the families are ${[...families].sort().join(' ')}`;
}

/** The name alone, or the right name in another family. */
function nearestByName(text: string, ids: readonly string[]): string | undefined {
  const nameOf = (id: string) => id.slice(id.lastIndexOf('/') + 1);
  const near = nearest(nameOf(text), ids.map(nameOf));
  return near === undefined ? undefined : ids.find((id) => nameOf(id) === near);
}
