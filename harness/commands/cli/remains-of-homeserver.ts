import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Remains } from '../../adapters/index.ts';
import { visible } from '../../base/index.ts';
import type { Paint } from '../../report/index.ts';
import type { Conclusion, Subject } from '../../run/index.ts';
import { hasDataFolder } from './unused-option.ts';

/** Of its log: enough for the end of a stack trace. */
const LINES = 10;
const LONGEST = 400;

/** Its log beside the record, `RUN.NAME.log`, and its data folder, `RUN.NAME.data`. Undefined for who is no homeserver of ours. */
export function remainsOf(subject: Subject, record: string, withData: boolean): Remains | undefined {
  if (!hasDataFolder(subject)) return undefined;
  const place = `${record.replace(/\.jsonl$/, '')}.${subject.name}`;
  return new Remains({ log: `${place}.log`, data: withData ? `${place}.data` : undefined });
}

/** A record that is of no use any more, with the logs and data folders beside it, which could fill the disk. Does not throw. */
export function removeRecord(record: string): void {
  const folder = path.dirname(record);
  const run = path.basename(record, '.jsonl');
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(`${run}.`)) continue;
    try {
      rmSync(path.join(folder, name), { recursive: true, force: true });
    } catch {
      // A homeserver may have made a folder that its user may not empty.
    }
  }
}

/** The last lines of its log, where it could not be judged; the last one alone is in the error. */
export function endOfLog(stderr: string, paint: Paint): string[] {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2) return [];
  const shown = lines.slice(-LINES).map((line) => `      ${line.slice(0, LONGEST).trimEnd()}`);
  return [`    its log ends:`, ...shown.map((line) => paint.faint(line))];
}

/** Where its log is, if something was not as expected, and its data folder, if that was wanted. */
export function remainsLines(kept: Remains, { ended, unexpectedCount }: Conclusion): string[] {
  const { log, data, problem } = kept;
  const failed = ended !== undefined || unexpectedCount > 0;
  const left = data && data.leftOut > 0 ? `, but for ${data.leftOut} that are no files or too large` : '';
  const whose = data?.broke ? ' of the start that broke' : '';
  return [
    ...(log.exists && failed ? [`  its log: ${shown(log.file)}`] : []),
    ...(data ? [`  its data folder${whose}: ${shown(data.path)}${left}`] : []),
    ...(data === undefined && problem !== undefined
      ? [`  its data folder could not be kept: ${problem}`]
      : []),
  ];
}

const shown = (file: string) => visible(path.relative(process.cwd(), file));
