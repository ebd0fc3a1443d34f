import { realpathSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { NamedFileError, pageOf, readNamed } from '../../base/index.ts';
import { AdapterError } from '../adapter-error.ts';
import type { Places } from '../placed.ts';
import { OF_HOMESERVER, unknownPlaceholder } from '../placeholder.ts';
import { shownPath } from '../shown-path.ts';

/**
 * A template, which lies in `here`. We read it with rights that the program does not have: no link in its folder may lead
 * out of it. What it names in braces and nothing stands for is an error with its line and column.
 */
export function templateText(template: string, here: string, places: Places): string {
  const text = readTemplate(template, here);
  const known = OF_HOMESERVER.filter((name) => name !== 'cache' || places.cache !== undefined);
  const unknown = unknownPlaceholder(text, known);
  if (unknown === undefined) return text;
  const before = text.slice(0, unknown.at).split('\n');
  const column = (before.at(-1) ?? '').length + 1;
  const what = `${shownPath(join(here, template))}:${before.length}:${column}: ${unknown.text}`;
  throw new AdapterError(
    'implementation-invalid',
    what,
    `${pageOf('drive-a-homeserver.md')} says what there is`,
  );
}

/** Throws where it cannot be read. */
export function readTemplate(template: string, here: string): string {
  const file = join(here, template);
  if (leadsOut(file, here)) {
    const what = `implementation.json names the template ${template}, which is a link out of ${here}`;
    throw new AdapterError('implementation-invalid', what, 'put the file itself there');
  }
  try {
    return readNamed(file);
  } catch (cause) {
    if (!(cause instanceof NamedFileError)) throw cause;
    const what = `implementation.json names the template ${template}, which ${cause.message} in ${here}`;
    throw new AdapterError('implementation-invalid', what, 'correct `files`', { cause });
  }
}

function leadsOut(file: string, folder: string): boolean {
  try {
    return relative(realpathSync(folder), realpathSync(file)).split(sep)[0] === '..';
  } catch {
    // It is not there, which is told when it is read.
    return false;
  }
}
