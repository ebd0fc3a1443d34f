import path from 'node:path';
import { countStatuses, EMPTY_BASELINE, isExpected, type Status } from '../../judge/index.ts';
import type { Case } from '../../model/index.ts';
import { DEFAULT_SPEC_VERSION } from '../../oracle/index.ts';
import { newRunId, RunRecord } from '../../record/index.ts';
import type { CaseResult } from '../../run/index.ts';
import { signpostVersion } from './project.ts';

/** Records what was asked while mutants are hunted: the reference first, then the mutants as they come. */
export class MutantRecord implements Disposable {
  readonly #record: RunRecord;
  readonly #started = performance.now();
  /** By implementation. */
  readonly #statuses = new Map<string, { readonly status: Status }[]>();

  private constructor(record: RunRecord) {
    this.#record = record;
  }

  static async open(
    folder: string,
    implementations: readonly string[],
    cases: number,
  ): Promise<MutantRecord> {
    const run = newRunId();
    const record = await RunRecord.open(path.resolve(folder), run);
    const { version: node } = process;
    const started = new Date().toISOString();
    const signpost = signpostVersion();
    record.write({
      type: 'run',
      run,
      started,
      signpost,
      node,
      spec: DEFAULT_SPEC_VERSION,
      implementations,
      cases,
    });
    return new MutantRecord(record);
  }

  judged(implementation: string, { id, title, twin }: Case, result: CaseResult): void {
    const expected = isExpected(EMPTY_BASELINE, { id, status: result.status });
    this.#record.write({
      type: 'verdict',
      id,
      implementation,
      title,
      ...(twin && { twin }),
      expected,
      ...result,
    });
    const statuses = this.#statuses.get(implementation) ?? [];
    this.#statuses.set(implementation, statuses);
    statuses.push({ status: result.status });
  }

  /** Returns the file, as the user would name it. Throws if the disk failed. */
  end(problems: readonly string[]): string {
    const counts = Object.fromEntries([...this.#statuses].map(([name, of]) => [name, countStatuses(of)]));
    const unexpected = [...this.#statuses.values()]
      .flat()
      .filter(({ status }) => !isExpected(EMPTY_BASELINE, { id: '', status })).length;
    const ms = Math.round(performance.now() - this.#started);
    this.#record.write({ type: 'end', complete: true, counts, unexpected, problems, conformance: {}, ms });
    if (this.#record.failure) throw this.#record.failure;
    return path.relative(process.cwd(), this.#record.file);
  }

  [Symbol.dispose](): void {
    this.#record[Symbol.dispose]();
  }
}
