import path from 'node:path';
import {
  findImplementation,
  isAttached,
  isInstalled,
  listImplementations,
  startImplementation,
  withBinary,
} from '../adapters/index.ts';
import { HarnessError } from '../base/index.ts';
import { type Mutant, mutants } from '../reference/index.ts';
import { requireOwnNamespace } from '../world/index.ts';
import { builtInSubject } from './built-in.ts';
import type { Subject } from './subject.ts';

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
  return mutants.map(mutantSubject);
}

export function mutantSubject({ name, replaces }: Mutant): Subject {
  return builtInSubject(`${MUTANT}${name}`, replaces);
}
