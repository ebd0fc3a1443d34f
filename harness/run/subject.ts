import path from 'node:path';
import {
  type About,
  type Adapter,
  findImplementation,
  functionAdapter,
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
  /** `baseline.txt`, which need not exist. Absent where nothing may fail. */
  readonly baselineFile?: string;
  /** The version that it is judged by: the reference resolver goes by it, everybody else is what they are. */
  start(version: SpecVersion): Promise<Adapter>;
  /** Somebody else started it, and it cannot be started anew. */
  readonly attached?: true;
}

const REFERENCE = 'reference';
const MUTANT = 'mutant:';

/**
 * `reference`, `mutant:<name>`, the name of a known implementation, a path to one, a command line in quotes, or
 * `attach:URL`. `binary` is the program of one that is in no registry.
 */
export async function findSubject(text: string, root: string, binary?: string): Promise<Subject> {
  const builtIn = [builtInSubject(REFERENCE, {}), ...mutantSubjects()];
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
    ...(folder ? { baselineFile: path.join(folder, 'baseline.txt') } : {}),
    ...(attached ? { attached } : {}),
    start: () => startImplementation(withBinary(implementation, binary)),
  };
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
  return mutants.map(({ name, replaces }) => builtInSubject(`${MUTANT}${name}`, replaces));
}

function builtInSubject(name: string, parts: Partial<Parts>): Subject {
  return {
    name,
    start: async (version) =>
      builtInAdapter(name, referenceResolver({ ...partsOfVersion(version), ...parts })),
  };
}

/** More at once only make each of them slower, on two cores. */
export const BUILT_IN_PARALLEL = 48;

export function builtInAdapter(name: string, ask: Ask): Adapter {
  const about: About = {
    name,
    version: '1',
    language: 'typescript',
    can: ['claim', 'connect', 'signed'],
    signer: referenceSigner,
    parallel: BUILT_IN_PARALLEL,
    // Waiting costs it nothing: it keeps no pool that stalled cases could use up.
    stallParallel: BUILT_IN_PARALLEL,
  };
  return functionAdapter(about, ask);
}
