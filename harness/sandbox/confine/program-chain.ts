import { basename, delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import type { FileSystem } from './file-system.ts';

/** A chain of links or interpreters longer than this is a circle. */
const LONGEST = 40;

/**
 * Every path that starting a program leads over: the program, each link on the way to its file, and the interpreters of
 * `#!` lines with theirs. `folders` are those of PATH.
 */
export function programChain(
  program: string,
  cwd: string,
  folders: readonly string[],
  look: FileSystem,
): readonly string[] {
  const found = find(program, cwd, folders, look);
  const chain: string[] = [];
  let next = found === undefined ? [] : [found];
  while (next.length > 0 && chain.length < LONGEST) {
    const [path = '', ...others] = next;
    next = others;
    if (chain.includes(path)) continue;
    chain.push(path);
    const link = look.link(path);
    if (link !== undefined) next.push(resolve(dirname(path), link));
    else next.push(...interpretersOf(path, cwd, folders, look));
  }
  return chain;
}

function interpretersOf(file: string, cwd: string, folders: readonly string[], look: FileSystem): string[] {
  const words = look.interpreter(file)?.split(/\s+/) ?? [];
  const [interpreter, ...rest] = words;
  if (interpreter === undefined || interpreter === '') return [];
  const named = basename(interpreter) === 'env' ? rest.find((word) => !/^-|=/.test(word)) : undefined;
  return [interpreter, named]
    .map((one) => (one === undefined ? undefined : find(one, cwd, folders, look)))
    .filter((one) => one !== undefined);
}

function find(
  program: string,
  cwd: string,
  folders: readonly string[],
  look: FileSystem,
): string | undefined {
  if (program.includes('/')) return resolve(cwd, program);
  return folders.map((folder) => join(folder, program)).find((path) => look.kind(path) === 'file');
}

export function foldersOfPath(path: string | undefined): readonly string[] {
  return [...new Set((path ?? '').split(delimiter).filter(isAbsolute))];
}
