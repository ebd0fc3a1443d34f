import { HarnessError, jsonExcerpt, ownCommand, visible } from '../../base/index.ts';
import { EDITED, recordError } from '../record-error.ts';
import type { RecordedRun } from '../recorded-run.ts';
import { FORMAT } from '../schema/lines.ts';
import { checkLine } from './check-line.ts';
import { checkWhole } from './check-whole.ts';
import { CollectedLines } from './collected-lines.ts';
import { readFormat1, WHY_NO_MORE } from './format-1.ts';
import { type Lines, linesOf } from './lines-of.ts';

const TORN = 'the last line is torn: the run was interrupted while it was written';
const KILLED = 'the run was killed: the record has no texts of clauses';

/**
 * Reads a record, whole or interrupted. Everything in it is looked at: what was edited, cut out or put together is an error
 * that names its line.
 */
export async function readRun(file: string): Promise<RecordedRun> {
  const read = await linesOf(file);
  const [first] = read.lines;
  if (first?.type !== 'run') throw withoutRun(file);
  const { format = 1 } = first.value;
  const torn = read.torn ? [TORN] : [];
  if (typeof format !== 'number' || !Number.isInteger(format) || format < 1) {
    const what = `run: format must be a number this Signpost knows (1 or ${FORMAT}), and it is ${jsonExcerpt(format, 80)}`;
    throw recordError('record-invalid', first.place, what, EDITED);
  }
  if (format === 1) return { ...readFormat1(file, read), remarks: [WHY_NO_MORE, ...torn] };
  if (format !== FORMAT) {
    const what = `the record is of format ${String(format)}, and this Signpost reads 1 and ${FORMAT}`;
    throw recordError(
      'record-later-format',
      first.place,
      what,
      'read it with the Signpost that wrote it, or a later one',
    );
  }
  return readLines(file, read, torn);
}

function withoutRun(file: string): HarnessError {
  const what = `${visible(file)}:1: this is not the record of a run: it does not begin with a "run" line`;
  return new HarnessError(
    'record-without-run',
    what,
    `name a file that \`${ownCommand('run')}\` has written`,
  );
}

function readLines(file: string, { lines, torn: isTorn }: Lines, torn: readonly string[]): RecordedRun {
  const found = new CollectedLines();
  for (const line of lines) found.add(checkLine(line));
  const run = found.run();
  if (run.end && isTorn) {
    const place = { file, line: lines.length + 1 };
    throw recordError('record-broken', place, 'something follows the end of the run', EDITED);
  }
  checkWhole(run);
  const killed = run.clauses.size === 0 && run.verdicts.length > 0 ? [KILLED] : [];
  const { clausesAt: _, ...told } = run;
  return { ...told, files: [file], remarks: [...torn, ...killed] };
}
