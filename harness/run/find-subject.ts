import path from 'node:path';
import {
  findImplementation,
  type Implementation,
  isAttached,
  isInstalled,
  listImplementations,
  startImplementation,
  usesBinary,
  withBinary,
} from '../adapters/index.ts';
import { HarnessError, ownCommand } from '../base/index.ts';
import { type Mutant, mutants } from '../reference/index.ts';
import type { Confinement } from '../sandbox/index.ts';
import { requireOwnNamespace } from '../world/index.ts';
import { builtInSubject } from './built-in.ts';
import type { Subject, SubjectDescription } from './subject.ts';

const REFERENCE = 'reference';
const MUTANT = 'mutant:';
/** `NAME=` before anything else that names an implementation. */
const NAMED = /^([a-z0-9][a-z0-9._-]*)=(.+)$/s;
const NAME = /^[a-z0-9][a-z0-9._-]*$/;

/** How programs are started. */
export interface StartManner {
  /** The program of an implementation that is in no registry. */
  readonly binary?: string | undefined;
  /** What they see; as usual if left out. */
  readonly confinement?: Confinement | undefined;
}

/**
 * `reference`, `mutant:<name>`, the name of a known implementation, a path to one, a command line in quotes, or
 * `attach:URL`; each with `NAME=` before it, if it shall be called so.
 */
export async function findSubject(text: string, root: string, manner: StartManner = {}): Promise<Subject> {
  const [, name, what] = NAMED.exec(text) ?? [];
  if (name === undefined || what === undefined) return findUnnamed(text, root, manner, text);
  return withName(await findUnnamed(what, root, manner, text), name, root);
}

/** The same under a name of the user's own, which stays when the command line changes. */
export async function withName(subject: Subject, name: string, root: string): Promise<Subject> {
  if (!NAME.test(name)) {
    const what = `"${name}" is no name for an implementation`;
    throw new HarnessError('bad-name', what, 'write lower-case letters, digits, ".", "_" and "-"');
  }
  const others = (await listImplementations(root)).map((one) => one.name);
  if (name === subject.name || ![REFERENCE, ...others].includes(name)) return { ...subject, name };
  throw new HarnessError('name-taken', `${name} is the name of another implementation`, 'choose another one');
}

async function findUnnamed(text: string, root: string, manner: StartManner, typed: string): Promise<Subject> {
  const builtIn = [builtInSubject(REFERENCE, 'Reference resolver of Signpost', {}), ...mutantSubjects()];
  const own = builtIn.find(({ name }) => name === text);
  if (own) return { ...own, typed };
  const implementation = await findImplementation(
    text,
    root,
    builtIn.map(({ name }) => name),
    typed,
  );
  const { name, folder } = implementation;
  const { binary, confinement } = manner;
  const attached = isAttached(implementation);
  if (attached) requireItsSandbox(text, typed);
  return {
    name,
    typed,
    description: describe(implementation),
    ...(folder ? { baselineFile: path.join(folder, 'baseline.txt') } : {}),
    ...(attached ? { attached } : {}),
    ...(usesBinary(implementation) ? { usesBinary: true } : {}),
    ...(implementation.root ? { root: true } : {}),
    start: (_, kept) =>
      startImplementation(withBinary(implementation, binary), {
        ...(confinement === undefined ? {} : { confinement }),
        kept,
      }),
  };
}

function describe(implementation: Implementation): SubjectDescription {
  const { kind, title, language, source, licence } = implementation;
  const argv = argvOf(implementation);
  return {
    label: title,
    kind,
    ...(language !== undefined && { language }),
    ...(source !== undefined && { source }),
    ...(licence !== undefined && { licence }),
    ...(argv !== undefined && { argv }),
  };
}

function argvOf(implementation: Implementation): readonly string[] | undefined {
  if (implementation.kind !== 'homeserver') return implementation.start;
  const { server } = implementation;
  return 'url' in server ? undefined : server.start;
}

function requireItsSandbox(text: string, typed: string): void {
  try {
    requireOwnNamespace();
  } catch (cause) {
    const what = `${text} can only be asked in the sandbox that it was started in`;
    const hint = `run: ${ownCommand('sandbox')}, and in there start the homeserver and run: ${ownCommand('run', '-i', typed)}`;
    throw new HarnessError('not-in-a-sandbox', what, hint, cause);
  }
}

/** The reference resolver and whatever real implementations are installed. */
export async function availableSubjects(root: string, manner: StartManner = {}): Promise<Subject[]> {
  const names = [REFERENCE];
  for (const implementation of await listImplementations(root)) {
    if (await isInstalled(implementation)) names.push(implementation.name);
  }
  return Promise.all(names.map((name) => findSubject(name, root, manner)));
}

export function mutantSubjects(): Subject[] {
  return mutants.map(mutantSubject);
}

export function mutantSubject({ name, title, replaces }: Mutant): Subject {
  return builtInSubject(`${MUTANT}${name}`, title, replaces);
}
