import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { locate, type Path, parseDocument } from '../scenario/index.ts';
import { AdapterError } from './adapter-error.ts';
import { complain } from './complaint.ts';
import { type Implementation, LATER_KINDS, manifestFields, manifestSchema } from './implementation.ts';
import { withoutAbsent } from './present.ts';

export const MANIFEST = 'implementation.json';

/** Reads `implementation.json` in `folder`. What is wrong with it is said with file, line and column. */
export async function readImplementation(folder: string): Promise<Implementation> {
  const file = join(folder, MANIFEST);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (cause) {
    const hint = `write one as docs/write-an-adapter.md shows, or give a command line in quotes`;
    throw new AdapterError('implementation-invalid', `${shown(file)} cannot be read`, hint, { cause });
  }
  return toImplementation(folder, shown(file), text);
}

function toImplementation(folder: string, file: string, text: string): Implementation {
  const source = { file, text };
  const { value, problems } = parseDocument(source);
  const [problem] = problems;
  if (problem)
    throw new AdapterError('implementation-invalid', problem.message, FORMAT_HINT, { cause: problem });
  refuseLaterKinds(value, (path) => at(source, path));
  const parsed = manifestSchema.safeParse(value);
  if (!parsed.success) {
    const { path, text: wrong } = complain(parsed.error, value, manifestFields);
    throw new AdapterError('implementation-invalid', `${at(source, path)}: ${wrong}`, FORMAT_HINT);
  }
  const { $schema: _, kind: __, ...fields } = parsed.data;
  return withoutAbsent({ ...fields, folder: resolve(folder) });
}

const FORMAT_HINT = 'the fields are explained in docs/write-an-adapter.md';

function refuseLaterKinds(value: unknown, position: (path: Path) => string): void {
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  if (typeof kind !== 'string' || !LATER_KINDS.includes(kind)) return;
  const what = `${position(['kind'])}: implementations of kind "${kind}" are not supported yet`;
  throw new AdapterError(
    'implementation-unsupported',
    what,
    'a program that speaks the protocol has kind "process"',
  );
}

function at(source: { readonly file: string; readonly text: string }, path: Path): string {
  const { file, line, column } = locate(source, path);
  return `${file}:${line}:${column}`;
}

/** As the user would write it: relative where that is shorter. */
function shown(path: string): string {
  const short = relative(process.cwd(), path);
  return short.length < path.length && !short.startsWith('..') ? short : path;
}
