import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { excerpt, isFile, isProgram, nearest, shellWord } from '../base/index.ts';
import { AdapterError } from './adapter-error.ts';
import { isOneShot, USUAL_EXITS } from './command/index.ts';
import { splitCommandLine } from './command-line.ts';
import { ANY_PROFILE, type Attachment, parseAttachment } from './homeserver/index.ts';
import { type Implementation, START_SECONDS } from './implementation.ts';
import { MANIFEST, readImplementation } from './manifest.ts';
import { misspeltPlaceholder, OF_QUESTION } from './placeholder.ts';

/** What an implementation without `implementation.json` has in its place. */
const UNDESCRIBED = { env: {}, needs: [], startSeconds: START_SECONDS } as const;

const SHELF = join('fixtures', 'implementations');

/**
 * What the user means by `-i`: the name of a folder in `fixtures/implementations/`, a path to such a folder (or to its
 * `implementation.json`), a command line that speaks the protocol, one with `{server}` in it that is started for every
 * question, or `attach:URL`. `builtIn` are names the caller knows besides, for a better word about one that is misspelt;
 * `typed` is all that the user wrote, where `text` is only a part of it.
 */
export async function findImplementation(
  text: string,
  root: string,
  builtIn: readonly string[] = [],
  typed: string = text,
): Promise<Implementation> {
  return { ...(await find(text, root, builtIn)), typed };
}

async function find(text: string, root: string, builtIn: readonly string[]): Promise<Implementation> {
  const attachment = parseAttachment(text);
  if (attachment) return attached(text, attachment, root, builtIn);
  const known = await namesOnShelf(root);
  const described = await findDescribed(text, known, root);
  if (described) return described;
  const words = splitCommandLine(text);
  const [program] = words;
  if (program === undefined) {
    throw new AdapterError(
      'implementation-unknown',
      'the name of an implementation is empty',
      choices(known),
    );
  }
  if (await isProgram(program)) return fromCommandLine(text, words);
  throw words.length > 1 || program.includes('/') ? noProgram(program) : unknown(program, known, builtIn);
}

async function findDescribed(
  text: string,
  known: readonly string[],
  root: string,
): Promise<Implementation | undefined> {
  if (known.includes(text)) return readNamed(text, root);
  const path = basename(text) === MANIFEST ? dirname(text) : text;
  return (await isFolder(path)) ? readImplementation(path) : undefined;
}

/** A homeserver of the user's own: asked as its description says, or, without one, as any is. */
async function attached(
  text: string,
  { name, url }: Attachment,
  root: string,
  builtIn: readonly string[],
): Promise<Implementation> {
  const server = { url };
  if (name === undefined) {
    const triggers = { profile: ANY_PROFILE };
    return { ...UNDESCRIBED, kind: 'homeserver', name: text, title: text, server, triggers };
  }
  const known = await namesOnShelf(root);
  const described = await findDescribed(name, known, root);
  if (!described) throw unknown(name, known, builtIn);
  if (described.kind === 'homeserver') return { ...described, server };
  const what = `${name} is no homeserver: there is nothing to attach to`;
  throw new AdapterError('implementation-unsupported', what, `give its name alone: -i ${shellWord(name)}`);
}

/** Everything in `fixtures/implementations/`, by name. */
export async function listImplementations(root: string): Promise<Implementation[]> {
  const names = await namesOnShelf(root);
  return Promise.all(names.map((name) => readNamed(name, root)));
}

async function readNamed(name: string, root: string): Promise<Implementation> {
  const folder = join(root, SHELF, name);
  const implementation = await readImplementation(folder);
  if (implementation.name === name) return implementation;
  const what = `${join(SHELF, name, MANIFEST)}: \`name\` is "${implementation.name}" and its folder is "${name}"`;
  throw new AdapterError('implementation-invalid', what, 'give both the same name, so that -i NAME finds it');
}

async function namesOnShelf(root: string): Promise<string[]> {
  const entries = await readdir(join(root, SHELF), { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const described = await Promise.all(folders.map((name) => isFile(join(root, SHELF, name, MANIFEST))));
  return folders.filter((_, i) => described[i]).sort();
}

function fromCommandLine(text: string, words: readonly string[]): Implementation {
  const described = { ...UNDESCRIBED, name: text, title: text, start: words };
  const oneShot = isOneShot(words);
  // What speaks the protocol has none, and may have any braces: this one tells it from what is started for every question.
  const misspelt = misspeltPlaceholder(words.join(' '), oneShot ? OF_QUESTION : ['server']);
  if (misspelt !== undefined) {
    const hint = 'a brace of the command itself is written twice: {{word}}';
    throw new AdapterError('implementation-invalid', `-i ${shellWord(text)}: ${misspelt}`, hint);
  }
  return oneShot ? { ...described, kind: 'command', ...USUAL_EXITS } : { ...described, kind: 'process' };
}

const isFolder = async (path: string) => (await stat(path).catch(() => null))?.isDirectory() ?? false;

function noProgram(program: string): AdapterError {
  const what = `there is no program ${excerpt(program)}`;
  const hint = program.includes('/')
    ? 'paths count from the working directory; to run a script, name its interpreter first'
    : 'install it, or give its full path';
  return new AdapterError('command-not-found', what, hint);
}

function unknown(name: string, known: readonly string[], builtIn: readonly string[]): AdapterError {
  const near = nearest(name, [...builtIn, ...known]);
  const what = `there is no implementation "${excerpt(name)}"`;
  return new AdapterError(
    'implementation-unknown',
    what,
    near === undefined ? choices([...shortened(name, builtIn), ...known]) : `did you mean "${near}"?`,
  );
}

/** Mutants are many: only who wanted one is told them all. */
function shortened(name: string, builtIn: readonly string[]): readonly string[] {
  const isMutant = (one: string) => one.startsWith(MUTANT);
  if (name.startsWith(MUTANT) || !builtIn.some(isMutant)) return builtIn;
  return [...builtIn.filter((one) => !isMutant(one)), `${MUTANT}NAME`];
}

const MUTANT = 'mutant:';

function choices(known: readonly string[]): string {
  const names = known.length > 0 ? `known are ${known.join(', ')}; otherwise ` : '';
  return `${names}give a folder with ${MANIFEST}, or a command line in quotes such as -i 'python3 resolver.py'`;
}
