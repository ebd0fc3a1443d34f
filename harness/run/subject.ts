import path from 'node:path';
import {
  type About,
  type Adapter,
  findImplementation,
  functionAdapter,
  isInstalled,
  listImplementations,
  startImplementation,
} from '../adapters/index.ts';
import { mutants, type Parts, referenceResolver, referenceSigner } from '../reference/index.ts';

/** Somebody to be judged: how to start it, and where its known failures are written down. */
export interface Subject {
  readonly name: string;
  /** `baseline.txt`, which need not exist. Absent where nothing may fail. */
  readonly baselineFile?: string;
  start(): Promise<Adapter>;
  /** Somebody else started it, and it cannot be started anew. */
  readonly attached?: true;
}

const REFERENCE = 'reference';
const MUTANT = 'mutant:';

/** `reference`, `mutant:<name>`, the name of a known implementation, a path to one, or a command line in quotes. */
export async function findSubject(text: string, root: string): Promise<Subject> {
  const builtIn = [builtInSubject(REFERENCE, {}), ...mutantSubjects()];
  const own = builtIn.find(({ name }) => name === text);
  if (own) return own;
  const implementation = await findImplementation(
    text,
    root,
    builtIn.map(({ name }) => name),
  );
  const { name, folder } = implementation;
  return {
    name,
    ...(folder ? { baselineFile: path.join(folder, 'baseline.txt') } : {}),
    start: () => startImplementation(implementation),
  };
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
  return mutants.map(({ meta, parts }) => builtInSubject(`${MUTANT}${meta.name}`, parts));
}

function builtInSubject(name: string, parts: Partial<Parts>): Subject {
  const about: About = {
    name,
    version: '1',
    language: 'typescript',
    can: ['claim', 'connect', 'signed'],
    signer: referenceSigner,
    parallel: 64,
    // Waiting costs it nothing: it keeps no pool that stalled cases could use up.
    stallParallel: 64,
  };
  return { name, start: async () => functionAdapter(about, referenceResolver(parts)) };
}
