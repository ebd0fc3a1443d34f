import { join, resolve } from 'node:path';
import type * as z from 'zod';
import { excerpt, NamedFileError, pageOf, readNamed } from '../base/index.ts';
import { locate, type Path, parseDocument } from '../scenario/index.ts';
import { AdapterError } from './adapter-error.ts';
import { complain } from './complaint.ts';
import { type Implementation, LATER_KINDS, manifestFields, manifestSchemas } from './implementation.ts';
import { misplacedIn } from './manifest-placeholders.ts';
import { withoutAbsent } from './present.ts';
import { shownPath } from './shown-path.ts';

export const MANIFEST = 'implementation.json';

/** Reads `implementation.json` in `folder`. What is wrong with it is said with file, line and column. */
export async function readImplementation(folder: string): Promise<Implementation> {
  const file = join(folder, MANIFEST);
  let text: string;
  try {
    text = readNamed(file);
  } catch (cause) {
    if (!(cause instanceof NamedFileError)) throw cause;
    const hint = `write one as ${PAGE} shows, or give a command line in quotes`;
    throw new AdapterError('implementation-invalid', `${shownPath(file)} ${cause.message}`, hint, { cause });
  }
  return toImplementation(folder, shownPath(file), text);
}

function toImplementation(folder: string, file: string, text: string): Implementation {
  const source = { file, text };
  const { value, problems } = parseDocument(source);
  const [problem] = problems;
  if (problem)
    throw new AdapterError('implementation-invalid', problem.message, FORMAT_HINT, { cause: problem });
  const schema = manifestSchemas[kindOf(value, (path) => at(source, path))];
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const { path, text: wrong } = complain(parsed.error, value, manifestFields);
    throw new AdapterError('implementation-invalid', `${at(source, path)}: ${wrong}`, FORMAT_HINT);
  }
  const unknown = misplacedIn(parsed.data);
  if (unknown) {
    const what = `${at(source, unknown.path)}: ${unknown.text}`;
    throw new AdapterError('implementation-invalid', what, PLACEHOLDER_HINT);
  }
  return toKind(parsed.data, resolve(folder));
}

type Manifest = z.output<(typeof manifestSchemas)[keyof typeof manifestSchemas]>;

function toKind(manifest: Manifest, folder: string): Implementation {
  switch (manifest.kind) {
    case 'process':
    case 'command': {
      const { $schema: _, ...fields } = manifest;
      return withoutAbsent({ ...fields, folder });
    }
    case 'homeserver': {
      const { $schema: _, files, prepare, start, ready, ...fields } = manifest;
      return withoutAbsent({ ...fields, folder, server: { files, prepare, start, ready } });
    }
    default:
      return manifest satisfies never;
  }
}

const PAGE = pageOf('write-an-adapter.md');
const PLACEHOLDER_HINT = `placeholders are explained in ${PAGE}, and those of a homeserver in ${pageOf('drive-a-homeserver.md')}`;
const FORMAT_HINT = `the fields are explained in ${PAGE}`;

/** The kind by which the rest is read; a kind that is no kind is told by the schema of the first one. */
function kindOf(value: unknown, position: (path: Path) => string): keyof typeof manifestSchemas {
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  if (typeof kind !== 'string') return 'process';
  if (Object.hasOwn(manifestSchemas, kind)) return kind as keyof typeof manifestSchemas;
  const known = Object.keys(manifestSchemas).map((one) => `"${one}"`);
  const what = LATER_KINDS.includes(kind)
    ? `implementations of kind "${kind}" are not supported yet`
    : `\`kind\` must be one of ${known.join(' ')}, came ${JSON.stringify(excerpt(kind))}`;
  const code = LATER_KINDS.includes(kind) ? 'implementation-unsupported' : 'implementation-invalid';
  throw new AdapterError(code, `${position(['kind'])}: ${what}`, FORMAT_HINT);
}

function at(source: { readonly file: string; readonly text: string }, path: Path): string {
  const { file, line, column } = locate(source, path);
  return `${file}:${line}:${column}`;
}
