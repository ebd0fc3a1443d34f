import { readdirSync } from 'node:fs';
import path from 'node:path';
import { NamedFileError, readNamed } from '../base/index.ts';
import type { Case, Source } from '../model/index.ts';
import { bind, type CaseDraft } from './bind/bind.ts';
import { allocate } from './bind/blocks.ts';
import { type Rebinder, rebinder } from './bind/rebind.ts';
import { type EarlierVariants, earlierVariants } from './earlier-variants.ts';
import { locate, parseDocument } from './file/document.ts';
import { ScenarioError } from './file/error.ts';
import { expand, type Variant } from './file/expand.ts';
import { refuseNotYet } from './file/not-yet.ts';
import type { Authored } from './file/schema.ts';
import { validate } from './file/validate.ts';
import { faultOfId, parseId } from './id.ts';
import { faultsOfRounds, writeOut } from './rounds.ts';
import { hintForSelector, parseSelector, type Selector } from './select/select.ts';
import { checkTogether } from './select/together.ts';

export interface LoadOptions {
  /** The folder that has `scenarios/` in it. */
  readonly root: string;
  /** Ids, globs, or paths to scenario files anywhere. None: the whole library. */
  readonly selectors?: readonly string[];
}

/** What it binds anew is of `cases`. */
export interface Loaded extends Rebinder {
  /** Sorted by id. */
  readonly cases: readonly Case[];
  /** Everything that is wrong in what was selected; nothing should run while there is any. */
  readonly problems: readonly ScenarioError[];
  /** The selectors that name twins, such as `srv/fed~cert-*`: the parents are among `cases`. */
  readonly twins: readonly TwinSelector[];
  /** Ids of cases that are here only because a twin of theirs may be meant. */
  readonly parentsOnly: ReadonlySet<string>;
  /** For `cases`. */
  readonly earlier: EarlierVariants;
}

export interface TwinSelector {
  readonly text: string;
  /** Whether it means this twin. */
  matches(id: string): boolean;
}

interface ScenarioFile {
  readonly id: string;
  readonly file: string;
}

/** Reads, expands, checks and binds the selected cases. Reads files; otherwise pure. */
export function loadCases({ root, selectors = [] }: LoadOptions): Loaded {
  const problems: ScenarioError[] = [];
  const library = listLibrary(path.join(root, 'scenarios'), problems);
  const wanted = selectors.map(parseSelector);
  const everything = wanted.length === 0;
  const read = readEachOnce(problems);
  const chosen = everything
    ? library.flatMap(read.variantsOf).map((variant) => ({ variant, by: [] }))
    : select(wanted, library, read.variantsOf, problems);
  const drafts = chosen.flatMap(({ variant }) => draft(variant, problems));
  const taken = new Set<number>();
  const blocks = allocate(
    drafts.map(({ id }) => id),
    taken,
  );
  const cases: Case[] = [];
  for (const each of drafts) {
    const bound = bind(each, blocks.get(each.id) ?? 0);
    if ('case' in bound) cases.push(bound.case);
    else problems.push(...bound.problems);
  }
  cases.sort((a, b) => (a.id < b.id ? -1 : 1));
  problems.push(...checkTogether(cases, new Set(library.map(({ id }) => id))));
  return {
    cases,
    problems: unique(problems),
    twins: twinSelectors(chosen),
    parentsOnly: new Set(chosen.filter(isParentOnly).map(({ variant }) => variant.id)),
    ...rebinder(drafts, taken),
    earlier: earlierVariants(read.all(), cases, draft),
  };
}

const isParentOnly = ({ by }: Chosen): boolean =>
  by.length > 0 && by.every(({ twins }) => twins !== undefined);

function twinSelectors(chosen: readonly Chosen[]): readonly TwinSelector[] {
  const selectors = new Set(chosen.flatMap(({ by }) => by));
  return [...selectors].flatMap(({ text, twins: roles }): TwinSelector[] => {
    if (roles === undefined) return [];
    const parents = new Set(chosen.filter(({ by }) => by.some((one) => one.text === text)).map(idOf));
    const matches = (id: string) => {
      const [parent = '', role = ''] = id.split('~');
      return parents.has(parent) && roles.test(role);
    };
    return [{ text, matches }];
  });
}

const idOf = ({ variant }: Chosen): string => variant.id;

/** `scenarios/<family>/<behaviour>.json`; what lies in `scenarios/` itself is about the library, not of it. */
function listLibrary(folder: string, problems: ScenarioError[]): readonly ScenarioFile[] {
  const families = readFolder(folder).filter((entry) => entry.isDirectory());
  return families.flatMap(({ name: family }) =>
    readFolder(path.join(folder, family)).flatMap((entry): ScenarioFile[] => {
      const file = path.join(folder, family, entry.name);
      if (entry.isDirectory()) {
        const what = `${shown(file)} is a folder inside a family: nothing in it is read`;
        const hint = 'a scenario is scenarios/<family>/<behaviour>.json';
        problems.push(new ScenarioError({ code: 'bad-id', what, hint }));
      }
      if (!entry.isFile() || !entry.name.endsWith('.json')) return [];
      return [{ id: `${family}/${entry.name.slice(0, -'.json'.length)}`, file }];
    }),
  );
}

function readFolder(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw cause;
  }
}

/** A case with the selectors that it was chosen by. */
interface Chosen {
  readonly variant: Variant;
  readonly by: readonly Selector[];
}

function select(
  wanted: readonly Selector[],
  library: readonly ScenarioFile[],
  variantsOf: Reading['variantsOf'],
  problems: ScenarioError[],
): readonly Chosen[] {
  const chosen = new Map<string, Chosen>();
  for (const selector of wanted) {
    const files =
      selector.kind === 'file' ? [fileAnywhere(selector.file)] : library.filter(selector.matchesFile);
    const candidates = files.flatMap(variantsOf);
    const found = candidates.filter(({ id, value }) => selector.matches({ id, tags: tagsOf(value) }));
    for (const variant of found) choose(variant, selector, chosen, problems);
    // A file without variants could not be read, which has been said.
    if (found.length > 0 || files.some((file) => variantsOf(file).length === 0)) continue;
    const ids = candidates.length > 0 ? candidates.map(({ id }) => id) : library.map(({ id }) => id);
    const hint = selector.kind === 'tag' ? hintForTag(candidates) : hintForSelector(selector.text, ids);
    problems.push(new ScenarioError({ code: 'unknown-id', what: `no case "${selector.text}"`, hint }));
  }
  return [...chosen.values()];
}

/** Of any JSON, since nothing is checked yet. */
function tagsOf(value: unknown): readonly string[] {
  const { tags } = (value ?? {}) as { readonly tags?: unknown };
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [];
}

function hintForTag(variants: readonly Variant[]): string {
  const known = new Set(variants.flatMap(({ value }) => tagsOf(value)));
  return known.size === 0 ? 'no case has a tag' : `the tags are ${[...known].sort().join(' ')}`;
}

interface Reading {
  variantsOf(file: ScenarioFile): readonly Variant[];
  /** Of all files that were read. */
  all(): readonly Variant[];
}

function readEachOnce(problems: ScenarioError[]): Reading {
  const read = new Map<string, readonly Variant[]>();
  return {
    variantsOf(each) {
      const variants = read.get(each.file) ?? readVariants(each, problems);
      read.set(each.file, variants);
      return variants;
    },
    all: () => [...read.values()].flat(),
  };
}

function choose(
  variant: Variant,
  selector: Selector,
  chosen: Map<string, Chosen>,
  problems: ScenarioError[],
): void {
  const other = chosen.get(variant.id);
  if (other && other.variant.source.file !== variant.source.file) {
    const what = `the case ${variant.id} is also in ${other.variant.source.file}`;
    const hint = 'rename one of the files';
    problems.push(
      new ScenarioError({ code: 'duplicate-id', what, hint }, locate(variant.source, ['title'], 'key')),
    );
  }
  chosen.set(variant.id, { variant, by: [...(other?.by ?? []), selector] });
}

/** A file that the user names: its folder is its family, whatever the folder is called. */
function fileAnywhere(file: string): ScenarioFile {
  const absolute = path.resolve(file);
  const folder = path.basename(path.dirname(absolute)).toLowerCase();
  const family = folder.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'scenario';
  return { id: `${family}/${path.basename(absolute, '.json')}`, file: absolute };
}

function readVariants({ id, file }: ScenarioFile, problems: ScenarioError[]): readonly Variant[] {
  const text = readText(file);
  if (text instanceof ScenarioError) {
    problems.push(text);
    return [];
  }
  const source: Source = { file: shown(file), text };
  const document = parseDocument(source);
  problems.push(...document.problems);
  if (document.value === undefined) return [];
  // Now, while the file is still in pieces: taking it apart again for each of its cases would take as long as all the rest.
  return expand(id, document.value, source, problems).map((variant) => ({
    ...variant,
    source: { ...variant.source, line: locate(variant.source, []).line },
  }));
}

function readText(file: string): string | ScenarioError {
  try {
    return readNamed(file);
  } catch (error) {
    if (!(error instanceof NamedFileError)) throw error;
    const hint = error.isNotUtf8 ? 'save it as UTF-8' : 'name a scenario file, or the id of a case';
    return new ScenarioError({ code: 'unreadable', what: `${shown(file)} ${error.message}`, hint });
  }
}

/** Paths as users would type them: relative where that is shorter. */
function shown(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.length < file.length ? relative : file;
}

export function draft({ id, value, source }: Variant, problems: ScenarioError[]): readonly CaseDraft[] {
  const parts = parseId(id);
  const wrong = parts ? faultOfId(parts) : `"${id}" is no id`;
  if (wrong !== undefined) {
    const position = locate(source, source.variant ? ['id'] : []);
    problems.push(new ScenarioError({ code: 'bad-id', what: wrong, hint: 'rename it' }, position));
    return [];
  }
  const authored = validate(value, source);
  const misplaced = faultsOfRounds(value, source);
  if (Array.isArray(authored)) {
    problems.push(...authored, ...misplaced);
    return [];
  }
  const sound = authored as Authored;
  const refused = [...refuseNotYet(sound, source), ...misplaced];
  const rounds = refused.length > 0 ? [] : writeOut(value, sound, source, refused);
  problems.push(...refused);
  if (refused.length > 0) return [];
  return [{ id, authored: sound, source, ...(rounds.length > 0 && { rounds }) }];
}

/** What is wrong in the body of a file is wrong in every variant, and said once. */
function unique(problems: readonly ScenarioError[]): readonly ScenarioError[] {
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}
