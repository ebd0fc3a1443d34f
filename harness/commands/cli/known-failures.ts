import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Baseline, EMPTY_BASELINE, parseBaseline } from '../../judge/index.ts';
import type { Subject } from '../../run/index.ts';
import { readRenamed } from '../../scenario/index.ts';
import { projectRoot } from './project.ts';

/** What `baseline.txt` says of an implementation; nothing where there is no such file. */
export async function knownFailures({ baselineFile }: Subject): Promise<Baseline> {
  if (baselineFile === undefined) return EMPTY_BASELINE;
  const baseline = parseBaseline(
    await baselineText(baselineFile),
    path.relative(process.cwd(), baselineFile),
  );
  return { ...baseline, renamed: readRenamed(projectRoot()).renamed };
}

export async function baselineText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
