import path from 'node:path';
import { NamedFileError, ownCommand, readNamed, visible } from '../../base/index.ts';
import { type Baseline, EMPTY_BASELINE, parseBaseline } from '../../judge/index.ts';
import type { Subject } from '../../run/index.ts';
import { readRenamed, ScenarioError } from '../../scenario/index.ts';
import { projectRoot } from './project.ts';

/** What `baseline.txt` says of an implementation; nothing where there is no such file. */
export async function knownFailures({ baselineFile }: Subject): Promise<Baseline> {
  if (baselineFile === undefined) return EMPTY_BASELINE;
  const baseline = parseBaseline(
    baselineText(baselineFile),
    visible(path.relative(process.cwd(), baselineFile)),
  );
  return { ...baseline, renamed: readRenamed(projectRoot()).renamed };
}

/** Nothing where there is no such file. */
export function baselineText(file: string): string {
  try {
    return readNamed(file);
  } catch (error) {
    if (!(error instanceof NamedFileError)) throw error;
    if (error.code === 'ENOENT') return '';
    const hint = `a baseline is a text file that \`${ownCommand('baseline', '--write')}\` makes`;
    throw new ScenarioError({
      code: 'unreadable',
      what: `${path.relative(process.cwd(), file)} ${error.message}`,
      hint,
    });
  }
}
