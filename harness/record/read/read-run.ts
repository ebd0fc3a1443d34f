import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { EndLine, ImplementationLine, RunHeader, RunLine, VerdictLine } from './record.ts';

/** A run read back from its JSON Lines. */
export interface RecordedRun {
  readonly header: RunHeader;
  readonly implementations: readonly ImplementationLine[];
  readonly verdicts: readonly VerdictLine[];
  /** It ended before its time, and this is what was known by then: there is no `end`. */
  readonly interrupted: boolean;
  readonly end?: EndLine;
}

/** Reads what is there: a torn last line, as an interruption may leave it, is passed over; any other is a mistake. */
export async function readRun(file: string): Promise<RecordedRun> {
  const lines: RunLine[] = [];
  let torn: number | undefined;
  let row = 0;
  for await (const text of createInterface({ input: createReadStream(file) })) {
    row++;
    if (torn !== undefined) throw new Error(`${file}:${torn} is not a line of JSON`);
    const line = parseLine(text);
    if (line === null) torn = row;
    else lines.push(line);
  }
  const header = lines.find((line) => line.type === 'run');
  if (!header) throw new Error(`${file} is not the record of a run: it has no "run" line`);
  const end = lines.find((line) => line.type === 'end');
  return {
    header,
    implementations: lines.filter((line) => line.type === 'implementation'),
    verdicts: lines.filter((line) => line.type === 'verdict'),
    interrupted: end === undefined,
    ...(end ? { end } : {}),
  };
}

function parseLine(text: string): RunLine | null {
  try {
    return JSON.parse(text) as RunLine;
  } catch {
    return null;
  }
}
