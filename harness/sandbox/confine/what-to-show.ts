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
  const shown = [...wish.asked.flatMap(({ path, write }) => atItsPlaces(path, write, look))];
  for (const path of wish.data) shown.push(...atItsPlaces(path, true, look));
  const give = (path: string) => {
    const both = atItsPlaces(path, false, look);
    shown.push(...both.filter(({ target }) => isHidden(target, places)));
  };
  // Whoever writes the program may write its command line too, and make links: what is expected is not had by naming it.
  const show = (path: string) => {
    if (!isTelling(look.real(path) ?? path, places)) give(path);
  };
  const showFolder = (folder: string) => {
    if (look.kind(folder) !== 'folder' || isTooMuch(look.real(folder) ?? folder, places)) return;
    show(folder);
  };
  const showWithFolder = (path: string) => {
    show(path);
    if (look.kind(path) !== 'file') return;
    for (const folder of [dirname(path), dirname(look.real(path) ?? path)]) showFolder(folder);
  };
  const showBeside = (folder: string) => {
    if (!FOLDERS_OF_PROGRAMS.includes(basename(folder)) || !isHidden(folder, places)) return;
    for (const name of INSTALLED_BESIDE) {
      const path = join(dirname(folder), name);
      if (!isTooMuch(look.real(path) ?? path, places)) show(path);
    }
  };
  const showProject = (from: string) => {
    let found = false;
    for (
      let folder = look.real(from) ?? from;
      isHidden(folder, places) && !isTooMuch(folder, places);
      folder = dirname(folder)
    ) {
      if (!found && PROJECT.some((name) => look.kind(join(folder, name)) === 'file')) {
        showFolder(folder);
        found = true;
      }
      for (const name of OF_NODE) {
        const path = join(folder, name);
        if (look.kind(path) === 'folder') showFolder(path);
        else show(path);
      }
    }
  };
  const showProgram = (path: string) => {
    showWithFolder(path);
    showBeside(dirname(path));
    showBeside(dirname(look.real(path) ?? path));
  };

  for (const path of wish.needs) give(path);
  const folders = foldersOfPath(wish.path);
  for (const folder of folders) {
    showFolder(folder);
    showBeside(folder);
    for (const name of look.links(folder)) {
      const target = look.real(join(folder, name));
      if (target !== undefined && isHidden(target, places)) showProgram(target);
    }
  }
  const [program = ''] = wish.argv;
  for (const path of programChain(program, wish.cwd, folders, look)) {
    showProgram(path);
    showProject(dirname(look.real(path) ?? path));
  }
  for (const path of pathsIn([...wish.argv, ...wish.words], wish.cwd)) {
    const kind = look.kind(path);
    if (kind === 'file') showWithFolder(path);
    else if (kind === 'folder') showFolder(path);
  }
  for (const path of pathsIn(wish.argv, wish.cwd))
    if (look.kind(path) === 'file') showProject(dirname(look.real(path) ?? path));
  showProject(wish.cwd);
  if (!isWithin(look.real(wish.cwd) ?? wish.cwd, places.checkout)) showFolder(wish.cwd);
  return shown;
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
