import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { HarnessError, NamedFileError, openNamed, visible } from '../../base/index.ts';
import { EDITED, recordError } from '../record-error.ts';
import type { Placed } from '../recorded-run.ts';

/** A line of JSON, whatever it says; without `type` where that is no word. */
export type AnyLine = Placed<{ readonly type?: string; readonly value: Readonly<Record<string, unknown>> }>;

export interface Lines {
  readonly lines: readonly AnyLine[];
  /** The last line is torn, as an interruption leaves it; the others are whole. */
  readonly torn: boolean;
}

/** Throws at a line that is none, unless it is the last. */
export async function linesOf(file: string): Promise<Lines> {
  const lines: AnyLine[] = [];
  let torn: number | undefined;
  let row = 0;
  for await (const text of textOf(file)) {
    row++;
    if (torn !== undefined)
      throw recordError('record-broken', { file, line: torn }, 'this is not a line of JSON', EDITED);
    const line = parseLine(text);
    if (line === undefined) torn = row;
    else lines.push({ ...line, place: { file, line: row } });
  }
  return { lines, torn: torn !== undefined };
}

/** A folder of records has that of the last run by this name. */
const LATEST = 'latest.jsonl';

function whatToName(file: string): string {
  const latest = path.join(file, LATEST);
  if (existsSync(latest)) return `did you mean ${visible(latest)}?`;
  return `name the record of a run: reports/${LATEST} is that of the last one`;
}

/** Whatever it is, one line of it is a string that Node can have. A run of four implementations has some 30 MB. */
const MOST_BYTES = 500 * 2 ** 20;

async function* textOf(file: string): AsyncGenerator<string> {
  try {
    const { descriptor } = openNamed(file, MOST_BYTES);
    const input = createReadStream('', { fd: descriptor });
    yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  } catch (cause) {
    if (cause instanceof NamedFileError)
      throw new HarnessError(
        'record-unreadable',
        `${visible(file)} ${cause.message}`,
        whatToName(file),
        cause,
      );
    if (!(cause instanceof Error && 'syscall' in cause)) throw cause;
    throw new HarnessError(
      'record-unreadable',
      `${visible(file)} cannot be read: ${cause.message}`,
      whatToName(file),
      cause,
    );
  }
}

function parseLine(text: string): Omit<AnyLine, 'place'> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    const { type } = value as { readonly type?: unknown };
    return { ...(typeof type === 'string' && { type }), value: value as Record<string, unknown> };
  } catch {
    return undefined;
  }
}
