import path from 'node:path';
import { type HarnessError, visible } from '../../base/index.ts';
import { Recording } from '../../record/index.ts';
import type { RunConclusion, RunWatcher, Subject, SubjectRun } from '../../run/index.ts';
import { tellRecord } from '../../sandbox/index.ts';
import { describeSubject } from './describe-subject.ts';
import type { HeaderLine } from './run-header.ts';

/** The record of a run as it goes on. What cannot be recorded any more is still told: `gone` is called once. */
export class RunKeeper implements Disposable {
  readonly #record: Recording;
  #verdicts = 0;

  private constructor(record: Recording) {
    this.#record = record;
  }

  static async open(
    folder: string,
    header: HeaderLine,
    gone: (why: HarnessError) => void,
  ): Promise<RunKeeper> {
    const record = await Recording.open(path.resolve(folder), header, gone);
    tellRecord(record.file, record.descriptor);
    return new RunKeeper(record);
  }

  /** Where the record is, whatever the working directory. */
  get path(): string {
    return this.#record.file;
  }

  /** As seen from the working directory. */
  get file(): string {
    return visible(path.relative(process.cwd(), this.#record.file));
  }

  /** It ends before the run does. */
  get isLost(): boolean {
    return this.#record.failure !== undefined;
  }

  /** How many have come, recorded or not. */
  get verdicts(): number {
    return this.#verdicts;
  }

  /** Records each thing before `next` hears of it. Verdicts wait for `asked`. */
  watch(subject: Subject, next: RunWatcher): RunWatcher {
    const { name: implementation } = subject;
    return {
      introduced: (about) => {
        const line = { implementation, ...describeSubject(subject, about) };
        this.#record.introduced(line, { idsFollow: true });
        next.introduced(about);
      },
      found: (finding) => {
        this.#record.found(implementation, finding);
        next.found(finding);
      },
      verdict: (verdict, asked) => {
        this.#verdicts++;
        this.#record.verdict(verdict, asked);
        next.verdict(verdict, asked);
      },
      late: (late, asked) => {
        this.#record.late(late, asked);
        next.late?.(late, asked);
      },
      slowed: () => next.slowed?.(),
    };
  }

  /** What it is going to be asked, twins included. */
  asked(subject: Subject, cases: readonly { readonly id: string }[]): void {
    this.#record.asked(subject.name, cases);
  }

  /** There are no more verdicts of it. */
  ended(subject: Subject, { stderr }: SubjectRun): void {
    this.#record.stderr(subject.name, stderr);
  }

  /** The run ends before its time. */
  interrupt(): void {
    this.#record.interrupt();
  }

  /** `ms`: how long it took. `early`: not everything was asked. */
  conclude({ exitCode: _, ...sums }: RunConclusion, ms: number, early = false): void {
    this.#record.end({ ...(early && { early }), ...sums, ms: Math.round(ms) });
  }

  [Symbol.dispose](): void {
    this.#record[Symbol.dispose]();
  }
}
