import { basename, dirname, join, resolve } from 'node:path';
import type { FileSystem } from './file-system.ts';
import { type HiddenPlaces, isHidden, isTelling, isTooMuch } from './hidden-places.ts';
import { isWithin } from './paths.ts';
import { foldersOfPath, programChain } from './program-chain.ts';

/** A path of this machine that a program sees at its own place. */
export interface Shown {
  /** Without links: what is there. */
  readonly source: string;
  /** Where the program sees it. */
  readonly target: string;
  readonly write: boolean;
}

/** What one program needs to see. */
export interface Wish {
  readonly argv: readonly string[];
  /** Further words that may name paths: values of its environment. */
  readonly words: readonly string[];
  readonly cwd: string;
  /** The variable. */
  readonly path: string | undefined;
  /** What it is shown in any case: its install folder, the file of our authority. */
  readonly needs: readonly string[];
  /** What it may write to: its data folder. */
  readonly data: readonly string[];
  /** What the user asked for with `--bind`. */
  readonly asked: readonly { readonly path: string; readonly write: boolean }[];
}

/** Beside a folder of programs: what makes the two an installation (of Python, Node, pyenv). */
const INSTALLED_BESIDE = ['lib', 'lib64', 'libexec', 'pyvenv.cfg', 'version', 'versions', 'plugins'];
const FOLDERS_OF_PROGRAMS = ['bin', 'sbin', 'shims'];

/** What tells the folder of a project, which its programs look for upwards from where they lie. */
const PROJECT = ['package.json', 'go.mod', 'Cargo.toml', 'pyproject.toml'];
/** What Node reads of every folder above, as a workspace has it. */
const OF_NODE = ['package.json', 'node_modules'];

/**
 * What of the hidden places a program sees all the same: itself, what its command line names, the folders of PATH, its
 * working directory, and what it was given. What lies in no hidden place is seen by everybody.
 */
export function whatToShow(wish: Wish, places: HiddenPlaces, look: FileSystem): readonly Shown[] {
  const showing = new Showing(places, look);
  for (const { path, write } of wish.asked) showing.bind(path, write);
  for (const path of wish.data) showing.bind(path, true);
  for (const path of wish.needs) showing.give(path);
  const folders = foldersOfPath(wish.path);
  for (const folder of folders) showing.folderOfPrograms(folder);
  const [program = ''] = wish.argv;
  for (const path of programChain(program, wish.cwd, folders, look)) {
    showing.program(path);
    showing.project(dirname(look.real(path) ?? path));
  }
  for (const path of pathsIn([...wish.argv, ...wish.words], wish.cwd)) {
    const kind = look.kind(path);
    if (kind === 'file') showing.withFolder(path);
    else if (kind === 'folder') showing.folder(path);
  }
  for (const path of pathsIn(wish.argv, wish.cwd))
    if (look.kind(path) === 'file') showing.project(dirname(look.real(path) ?? path));
  showing.project(wish.cwd);
  if (!isWithin(look.real(wish.cwd) ?? wish.cwd, places.checkout)) showing.folder(wish.cwd);
  return showing.shown;
}

/** Gathers what is shown. */
class Showing {
  readonly shown: Shown[] = [];
  readonly #places: HiddenPlaces;
  readonly #look: FileSystem;

  constructor(places: HiddenPlaces, look: FileSystem) {
    this.#places = places;
    this.#look = look;
  }

  /** Wherever it lies, and whatever it says. */
  bind(path: string, write: boolean): void {
    this.shown.push(...atItsPlaces(path, write, this.#look));
  }

  /** Whatever it says. */
  give(path: string): void {
    const both = atItsPlaces(path, false, this.#look);
    this.shown.push(...both.filter(({ target }) => isHidden(target, this.#places)));
  }

  folder(folder: string): void {
    if (this.#look.kind(folder) === 'folder' && !isTooMuch(this.#real(folder), this.#places))
      this.#show(folder);
  }

  /** A file brings what lies beside it. */
  withFolder(path: string): void {
    this.#show(path);
    if (this.#look.kind(path) !== 'file') return;
    for (const folder of [dirname(path), dirname(this.#real(path))]) this.folder(folder);
  }

  program(path: string): void {
    this.withFolder(path);
    this.#beside(dirname(path));
    this.#beside(dirname(this.#real(path)));
  }

  /** One of PATH: with what its entries link to. */
  folderOfPrograms(folder: string): void {
    this.folder(folder);
    this.#beside(folder);
    for (const name of this.#look.links(folder)) {
      const target = this.#look.real(join(folder, name));
      if (target !== undefined && isHidden(target, this.#places)) this.program(target);
    }
  }

  /** The nearest project around a folder, and the modules of all around it. */
  project(from: string): void {
    let found = false;
    for (const folder of this.#around(this.#real(from))) {
      if (!found && PROJECT.some((name) => this.#look.kind(join(folder, name)) === 'file')) {
        this.folder(folder);
        found = true;
      }
      for (const path of OF_NODE.map((name) => join(folder, name))) {
        if (this.#look.kind(path) === 'folder') this.folder(path);
        else this.#show(path);
      }
    }
  }

  /** Whoever writes the program may write its command line too, and make links: what is expected is not had by naming it. */
  #show(path: string): void {
    if (!isTelling(this.#real(path), this.#places)) this.give(path);
  }

  #beside(folder: string): void {
    if (!FOLDERS_OF_PROGRAMS.includes(basename(folder)) || !isHidden(folder, this.#places)) return;
    for (const path of INSTALLED_BESIDE.map((name) => join(dirname(folder), name)))
      if (!isTooMuch(this.#real(path), this.#places)) this.#show(path);
  }

  /** The folder and those that it lies in, up to the hidden place. */
  *#around(from: string): Iterable<string> {
    for (
      let folder = from;
      isHidden(folder, this.#places) && !isTooMuch(folder, this.#places);
      folder = dirname(folder)
    )
      yield folder;
  }

  #real(path: string): string {
    return this.#look.real(path) ?? path;
  }
}

/** Where its path leads over links, it is at both places. */
function atItsPlaces(path: string, write: boolean, look: FileSystem): readonly Shown[] {
  const source = look.real(path);
  if (source === undefined) return [];
  return [...new Set([path, source])].map((target) => ({ source, target, write }));
}

/** `FILE`, `--config=FILE`, `-IFOLDER`, `A:B`, and what a line for `sh -c` names. */
function pathsIn(words: readonly string[], cwd: string): readonly string[] {
  const parts = words.flatMap((word) => [
    word,
    ...word.split(/[\s'"=:;|&()<>,]+/),
    ...(/^-[A-Za-z]\//.test(word) ? [word.slice(2)] : []),
  ]);
  const named = parts.filter((part) => part !== '' && !part.startsWith('-') && !part.includes('\0'));
  return [...new Set(named.map((part) => resolve(cwd, part)))];
}
