import { randomBytes } from 'node:crypto';
import { closeSync, ftruncateSync, lstatSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { HarnessError, makeFolder } from '../../base/index.ts';

/** `2026-11-21T12-30-05-123Z-9f3a1c`: sorts by time, and two runs at once do not share one (in their sandboxes, all have one pid). */
export function newRunId(): string {
  return `${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${randomBytes(3).toString('hex')}`;
}

/**
 * A run as JSON Lines. Each line is in the file before its verdict is told (some 20 µs), so that a run that is
 * interrupted, even by kill -9, is readable up to where it came.
 */
export class RecordFile implements Disposable {
  readonly file: string;
  readonly #fd: number;
  /** Bytes of whole lines. */
  #size = 0;
  #failure: HarnessError | undefined;

  private constructor(file: string, fd: number) {
    this.file = file;
    this.#fd = fd;
  }

  /**
   * Opens `<folder>/<run>.jsonl` with its first line, at once, so that a kill between the two is all but impossible: a file without
   * that line is no record. Then points `<folder>/latest.jsonl` to it.
   */
  static async open(folder: string, run: string, first: string): Promise<RecordFile> {
    const file = path.join(folder, `${run}.jsonl`);
    try {
      makeFolder(path.resolve(folder));
      const record = new RecordFile(file, openSync(file, 'wx'));
      record.write(first);
      if (record.failure) {
        rmSync(file, { force: true });
        throw record.failure;
      }
      await pointTo(folder, `${run}.jsonl`).catch((error: unknown) => {
        record[Symbol.dispose]();
        rmSync(file, { force: true });
        throw error;
      });
      return record;
    } catch (error) {
      throw error instanceof HarnessError ? error : cannotWrite(file, error as Error);
    }
  }

  /**
   * Why it ends before the run does: a full disk, mostly. It then holds whole lines up to there and never an `end`: what
   * came after room was made would leave a gap.
   */
  get failure(): HarnessError | undefined {
    return this.#failure;
  }

  /** The open file, wherever its name leads by now. */
  get descriptor(): number {
    return this.#fd;
  }

  /** Does not throw: the run goes on without a record. */
  write(line: string): void {
    if (this.#failure) return;
    const bytes = Buffer.from(`${line}\n`);
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(this.#fd, bytes, done);
      this.#size += bytes.length;
    } catch (error) {
      this.#failure = cannotWrite(this.file, error as Error);
      this.#dropTornLine();
    }
  }

  #dropTornLine(): void {
    try {
      ftruncateSync(this.#fd, this.#size);
    } catch {
      // Readers pass over it.
    }
  }

  [Symbol.dispose](): void {
    closeSync(this.#fd);
  }
}

/** A rename replaces the link in one step, so that a reader never finds it missing. */
async function pointTo(folder: string, target: string): Promise<void> {
  await forgetDrafts(folder);
  const fresh = path.join(folder, `${DRAFT}${randomBytes(6).toString('hex')}`);
  await symlink(target, fresh);
  await rename(fresh, path.join(folder, 'latest.jsonl')).catch(async (error: unknown) => {
    await rm(fresh, { force: true });
    throw error;
  });
}

const DRAFT = '.latest-';
/** A link is a draft for less than a millisecond. */
const SURELY_LEFT_MS = 60_000;

/** Those of runs that were killed in just that moment. */
async function forgetDrafts(folder: string): Promise<void> {
  for (const name of readdirSync(folder).filter((one) => one.startsWith(DRAFT))) {
    const draft = path.join(folder, name);
    const made = lstatSync(draft, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
    if (made < Date.now() - SURELY_LEFT_MS) await rm(draft, { force: true });
  }
}

function hintFor(file: string, { code }: NodeJS.ErrnoException): string {
  const folder = path.dirname(file);
  const another = 'choose another folder with --reports DIR';
  if (code === 'ENOTDIR' || code === 'EEXIST') return `${folder} is a file, or below one: ${another}`;
  if (code === 'EISDIR')
    return `${path.join(folder, 'latest.jsonl')} is a folder: move it away, or ${another}`;
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return `nobody may write there: ${another}`;
  return `make room on the disk, or ${another}`;
}

function cannotWrite(file: string, cause: Error): HarnessError {
  const hint = hintFor(file, cause);
  return new HarnessError('record-unwritable', `cannot write ${file}: ${cause.message}`, hint, cause);
}
