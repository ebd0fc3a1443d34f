import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { EndLine, ImplementationLine, RunHeader, RunLine, VerdictLine } from '../run/index.ts';

/** A run read back from its JSON Lines. `end` is missing when it was interrupted. */
export interface RecordedRun {
  readonly header: RunHeader;
  readonly implementations: readonly ImplementationLine[];
  readonly verdicts: readonly VerdictLine[];
  readonly end?: EndLine;
}

/** Reads what is there: a torn last line, as an interruption leaves it, is passed over. */
export async function readRun(file: string): Promise<RecordedRun> {
  const lines: RunLine[] = [];
  for await (const text of createInterface({ input: createReadStream(file) })) {
    const line = parseLine(text);
    if (line) lines.push(line);
  }
  const header = lines.find((line) => line.type === 'run');
  if (!header) throw new Error(`${file} is not the record of a run: it has no "run" line`);
  const end = lines.find((line) => line.type === 'end');
  return {
    header,
    implementations: lines.filter((line) => line.type === 'implementation'),
    verdicts: lines.filter((line) => line.type === 'verdict'),
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
