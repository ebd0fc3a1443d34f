import path from 'node:path';
import type { HarnessError } from '../../base/index.ts';
import { newRunId, type RunHeader, type RunLine, RunRecord } from '../../record/index.ts';
import type { RunWatcher, Subject } from '../../run/index.ts';
import { signpostVersion } from './project.ts';

type Chosen = Pick<RunHeader, 'spec' | 'implementations' | 'cases'>;

/** The record of a run as it goes on. What cannot be recorded any more is still told: `gone` is called once. */
export class RunKeeper implements Disposable {
  readonly #record: RunRecord;
  readonly #gone: (why: HarnessError) => void;
  #verdicts = 0;

  private constructor(record: RunRecord, gone: (why: HarnessError) => void) {
    this.#record = record;
    this.#gone = gone;
  }

  static async open(folder: string, chosen: Chosen, gone: (why: HarnessError) => void): Promise<RunKeeper> {
    const run = newRunId();
    const keeper = new RunKeeper(await RunRecord.open(path.resolve(folder), run), gone);
    const started = new Date().toISOString();
    keeper.keep({
      type: 'run',
      run,
      started,
      signpost: signpostVersion(),
      node: process.version,
      ...chosen,
    });
    return keeper;
  }

  /** As seen from the working directory. */
  get file(): string {
    return path.relative(process.cwd(), this.#record.file);
  }

  /** It ends before the run does. */
  get isLost(): boolean {
    return this.#record.failure !== undefined;
  }

  /** How many have come, recorded or not. */
  get verdicts(): number {
    return this.#verdicts;
  }

  keep(line: RunLine): void {
    if (this.isLost) return;
    this.#record.write(line);
    if (this.#record.failure) this.#gone(this.#record.failure);
  }

  /** Writes each line before `next` hears of it. */
  watch({ name: implementation }: Subject, next: RunWatcher): RunWatcher {
    return {
      introduced: (about) => {
        const { name = implementation, version = '', can = [] } = about ?? {};
        this.keep({ type: 'implementation', implementation, name, version, can });
        next.introduced(about);
      },
      found: (finding) => {
        this.keep({ type: 'finding', implementation, text: finding });
        next.found(finding);
      },
      verdict: (verdict) => {
        this.#verdicts++;
        this.keep({ type: 'verdict', ...verdict });
        next.verdict(verdict);
      },
    };
  }

  [Symbol.dispose](): void {
    this.#record[Symbol.dispose]();
  }
}
