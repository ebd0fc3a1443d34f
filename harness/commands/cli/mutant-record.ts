import path from 'node:path';
import { countStatuses, EMPTY_BASELINE, isExpected, type Status } from '../../judge/index.ts';
import type { Case } from '../../model/index.ts';
import { consultRounds, DEFAULT_SPEC_VERSION } from '../../oracle/index.ts';
import { Recording } from '../../record/index.ts';
import {
  aboutBuiltIn,
  type CaseResult,
  findSubject,
  type LateResult,
  lateVerdictOf,
  mutantSubjects,
  type Subject,
} from '../../run/index.ts';
import { describeSubject } from './describe-subject.ts';
import { projectRoot } from './project.ts';
import { runHeader } from './run-header.ts';

/**
 * Records what was asked while mutants are hunted: the reference first, then the mutants as they come. What each is asked
 * follows from what came before, so that nobody says it ahead.
 */
export class MutantRecord implements Disposable {
  readonly #record: Recording;
  readonly #subjects: ReadonlyMap<string, Subject>;
  readonly #started = performance.now();
  /** By implementation. */
  readonly #statuses = new Map<string, { readonly status: Status }[]>();

  private constructor(record: Recording, subjects: readonly Subject[]) {
    this.#record = record;
    this.#subjects = new Map(subjects.map((subject) => [subject.name, subject]));
  }

  static async open(folder: string, selectors: readonly string[], cases: number): Promise<MutantRecord> {
    const root = projectRoot();
    const subjects = [await findSubject('reference', root), ...mutantSubjects()];
    const header = runHeader(root, {
      spec: DEFAULT_SPEC_VERSION,
      options: { selectors, level: 'all', twins: true },
      implementations: subjects.map(({ name }) => name),
      cases,
    });
    return new MutantRecord(await Recording.open(path.resolve(folder), header), subjects);
  }

  late(implementation: string, c: Case, result: LateResult): void {
    if (!this.#statuses.has(implementation)) this.#introduce(implementation);
    const asked = { case: c, rounds: () => consultRounds(c, DEFAULT_SPEC_VERSION) };
    this.#record.late(lateVerdictOf(c, { name: implementation }, result), asked);
  }

  judged(implementation: string, c: Case, result: CaseResult): void {
    const { id, title, twin } = c;
    const expected = isExpected(EMPTY_BASELINE, { id, status: result.status });
    const statuses = this.#statuses.get(implementation) ?? this.#introduce(implementation);
    statuses.push({ status: result.status });
    this.#record.verdict(
      { id, implementation, title, ...(twin && { twin }), expected, ...result },
      { case: c, rounds: () => consultRounds(c, DEFAULT_SPEC_VERSION) },
    );
  }

  /** Returns the file, as the user would name it. Throws if the disk failed. */
  end(problems: readonly string[]): string {
    const counts = Object.fromEntries([...this.#statuses].map(([name, of]) => [name, countStatuses(of)]));
    const unexpected = [...this.#statuses.values()]
      .flat()
      .filter(({ status }) => !isExpected(EMPTY_BASELINE, { id: '', status })).length;
    const ms = Math.round(performance.now() - this.#started);
    this.#record.end({ counts, unexpected, problems, conformance: {}, ms });
    if (this.#record.failure) throw this.#record.failure;
    return path.relative(process.cwd(), this.#record.file);
  }

  [Symbol.dispose](): void {
    this.#record[Symbol.dispose]();
  }

  #introduce(implementation: string): { readonly status: Status }[] {
    const subject = this.#subjects.get(implementation);
    if (subject)
      this.#record.introduced({ implementation, ...describeSubject(subject, aboutBuiltIn(implementation)) });
    const statuses: { readonly status: Status }[] = [];
    this.#statuses.set(implementation, statuses);
    return statuses;
  }
}
