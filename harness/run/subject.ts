import path from 'node:path';
import {
  type About,
  type Adapter,
  findImplementation,
  functionAdapter,
  type Implementation,
  isAttached,
  isInstalled,
  listImplementations,
  startImplementation,
  withBinary,
} from '../adapters/index.ts';
import { HarnessError } from '../base/index.ts';
import type { SpecVersion } from '../model/index.ts';
import {
  type Ask,
  mutants,
  type Parts,
  partsOfVersion,
  referenceResolver,
  referenceSigner,
} from '../reference/index.ts';
import { requireOwnNamespace } from '../world/index.ts';

/** Somebody to be judged: how to start it, and where its known failures are written down. */
export interface Subject {
  readonly name: string;
  /** Who it is, for readers. */
  readonly description?: SubjectDescription;
  /** `baseline.txt`, which need not exist. Absent where nothing may fail. */
  readonly baselineFile?: string;
  /** The version that it is judged by: the reference resolver goes by it, everybody else is what they are. */
  start(version: SpecVersion): Promise<Adapter>;
  /** Somebody else started it, and it cannot be started anew. */
  readonly attached?: true;
}

/** What is known of somebody before they are started. */
export interface SubjectDescription {
  readonly label: string;
  readonly kind: 'built-in' | Implementation['kind'];
  readonly language?: string;
  readonly source?: string;
  readonly licence?: string;
  /** The words of the command that starts it, where it is a command line or has one. */
  readonly argv?: readonly string[];
}

const REFERENCE = 'reference';
const MUTANT = 'mutant:';

/**
 * `reference`, `mutant:<name>`, the name of a known implementation, a path to one, a command line in quotes, or
 * `attach:URL`, each with `NAME=` before it, if it shall be called so. `binary` is the program of one that is in no registry.
 */
export async function findSubject(text: string, root: string, binary?: string): Promise<Subject> {
  const [, name, what] = NAMED.exec(text) ?? [];
  if (name === undefined || what === undefined) return findUnnamed(text, root, binary);
  return withName(await findUnnamed(what, root, binary), name, root);
}

/** `NAME=` before anything else that names an implementation. */
const NAMED = /^([a-z0-9][a-z0-9._-]*)=(.+)$/s;
const NAME = /^[a-z0-9][a-z0-9._-]*$/;

/** The same under a name of the user's own, which stays the same when a command line changes. */
export async function withName(subject: Subject, name: string, root: string): Promise<Subject> {
  if (!NAME.test(name)) {
    const what = `"${name}" is no name for an implementation`;
    throw new HarnessError('bad-name', what, 'write lower-case letters, digits, ".", "_" and "-"');
  }
  const others = (await listImplementations(root)).map((one) => one.name);
  const isTaken = name !== subject.name && [REFERENCE, ...others].includes(name);
  if (!isTaken) return { ...subject, name };
  const what = `${name} is the name of another implementation`;
  throw new HarnessError('name-taken', what, `choose another: -i my-${name}=…`);
}

async function findUnnamed(text: string, root: string, binary?: string): Promise<Subject> {
  const builtIn = [builtInSubject(REFERENCE, 'Reference resolver of Signpost', {}), ...mutantSubjects()];
  const own = builtIn.find(({ name }) => name === text);
  if (own) return own;
  const implementation = await findImplementation(
    text,
    root,
    builtIn.map(({ name }) => name),
  );
  const { name, folder } = implementation;
  const attached = isAttached(implementation);
  if (attached) requireItsSandbox(text);
  return {
    name,
    description: describe(implementation),
    ...(folder ? { baselineFile: path.join(folder, 'baseline.txt') } : {}),
    ...(attached ? { attached } : {}),
    start: () => startImplementation(withBinary(implementation, binary)),
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

function requireItsSandbox(text: string): void {
  try {
    requireOwnNamespace();
  } catch (cause) {
    const what = `${text} can only be asked in the sandbox that it was started in`;
    const hint = `run: npx signpost sandbox, and in there start the homeserver and run: npx signpost run -i ${text}`;
    throw new HarnessError('not-in-a-sandbox', what, hint, cause);
  }
}

/** The reference resolver and whatever real implementations are installed. */
export async function availableSubjects(root: string): Promise<Subject[]> {
  const names = [REFERENCE];
  for (const implementation of await listImplementations(root)) {
    if (await isInstalled(implementation)) names.push(implementation.name);
  }
  return Promise.all(names.map((name) => findSubject(name, root)));
}

export function mutantSubjects(): Subject[] {
  return mutants.map(({ name, title, replaces }) => builtInSubject(`${MUTANT}${name}`, title, replaces));
}

function builtInSubject(name: string, label: string, parts: Partial<Parts>): Subject {
  return {
    name,
    description: { label, kind: 'built-in', language: 'typescript' },
    start: async (version) =>
      builtInAdapter(name, referenceResolver({ ...partsOfVersion(version), ...parts })),
  };
}

/** More at once only make each of them slower, on two cores. */
export const BUILT_IN_PARALLEL = 48;

export function builtInAdapter(name: string, ask: Ask): Adapter {
  return functionAdapter(aboutBuiltIn(name), ask);
}

export function aboutBuiltIn(name: string): About {
  return {
    name,
    version: '1',
    language: 'typescript',
    can: ['claim', 'connect', 'signed'],
    signer: referenceSigner,
    parallel: BUILT_IN_PARALLEL,
    // Waiting costs it nothing: it keeps no pool that stalled cases could use up.
    stallParallel: BUILT_IN_PARALLEL,
  };
}
