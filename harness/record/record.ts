import { randomBytes } from 'node:crypto';
import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { mkdir, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { HarnessError } from '../base/index.ts';
import type { Event } from '../evidence/index.ts';
import type { Conformance, Status, Verdict } from '../judge/index.ts';

/** First line of a run. */
export interface RunHeader {
  readonly type: 'run';
  readonly run: string;
  readonly started: string;
  readonly signpost: string;
  readonly node: string;
  readonly spec: string;
  readonly implementations: readonly string[];
  /** Those that were selected; twins that they bring along come besides. */
  readonly cases: number;
}

/** One for each implementation, once it has introduced itself (or could not). */
export interface ImplementationLine {
  readonly type: 'implementation';
  readonly implementation: string;
  readonly name: string;
  readonly version: string;
  readonly can: readonly string[];
}

/** What holds for the whole run of an implementation: certificates are not checked, or why there are no verdicts. */
export interface FindingLine {
  readonly type: 'finding';
  readonly implementation: string;
  readonly text: string;
}

export interface VerdictLine extends Verdict {
  readonly type: 'verdict';
}

export type Counts = Readonly<Record<Status, number>>;

/** Last line; a file without it is the trace of a run that was interrupted. */
export interface EndLine {
  readonly type: 'end';
  readonly complete: true;
  readonly counts: Readonly<Record<string, Counts>>;
  readonly unexpected: number;
  readonly problems: readonly string[];
  /** By implementation, where the whole library ran: which version of the specification it meets, and what the next lacks. */
  readonly conformance: Readonly<Record<string, Conformance>>;
  readonly ms: number;
}

export type RunLine = RunHeader | ImplementationLine | FindingLine | VerdictLine | EndLine;

/** `2026-11-21T12-30-05-123Z-9f3a1c`: sorts by time, and two runs at once do not share one (in their sandboxes, all have one pid). */
export function newRunId(): string {
  return `${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${randomBytes(3).toString('hex')}`;
}

/**
 * The run as JSON Lines. Each line is in the file before its verdict is told (some 20 µs), so that a run that is
 * interrupted, even by kill -9, is readable up to where it came.
 */
export class RunRecord implements Disposable {
  readonly file: string;
  readonly #fd: number;
  /** Bytes of whole lines. */
  #size = 0;
  #failure: HarnessError | undefined;

  private constructor(file: string, fd: number) {
    this.file = file;
    this.#fd = fd;
  }

  /** Opens `<folder>/<run>.jsonl` and points `<folder>/latest.jsonl` to it. */
  static async open(folder: string, run: string): Promise<RunRecord> {
    const file = path.join(folder, `${run}.jsonl`);
    try {
      await mkdir(folder, { recursive: true });
      const record = new RunRecord(file, openSync(file, 'wx'));
      await pointTo(folder, `${run}.jsonl`);
      return record;
    } catch (error) {
      throw cannotWrite(file, error as Error);
    }
  }

  /**
   * Why it ends before the run does: a full disk, mostly. It then holds whole lines up to there and never an `end`: what
   * came after room was made would leave a gap.
   */
  get failure(): HarnessError | undefined {
    return this.#failure;
  }

  /** Does not throw: the run goes on without a record. */
  write(line: RunLine): void {
    if (this.#failure) return;
    const bytes = Buffer.from(`${JSON.stringify(line.type === 'verdict' ? lighten(line) : line)}\n`);
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
  const fresh = path.join(folder, `.latest-${randomBytes(6).toString('hex')}`);
  await symlink(target, fresh);
  await rename(fresh, path.join(folder, 'latest.jsonl')).catch(async (error: unknown) => {
    await rm(fresh, { force: true });
    throw error;
  });
}

/** The raw ClientHello is kept where somebody will want to look at it: it is most of the bytes of a line. */
function lighten(line: VerdictLine): VerdictLine {
  if (line.status === 'fail' || line.status === 'error') return line;
  return { ...line, events: line.events.map(withoutHello) };
}

function withoutHello(event: Event): Event {
  return event.kind === 'tls' ? { ...event, hello: '' } : event;
}

function cannotWrite(file: string, cause: Error): HarnessError {
  const hint = 'make room on the disk, or choose another folder with --reports DIR';
  return new HarnessError('record-unwritable', `cannot write ${file}: ${cause.message}`, hint, cause);
}
