import type { HarnessError } from '../../base/index.ts';
import type { LateVerdict, Verdict } from '../../judge/index.ts';
import type { Case } from '../../model/index.ts';
import { clauses, decisionOn, type RoundQuestion, specLink } from '../../oracle/index.ts';
import {
  type EndLine,
  FORMAT,
  type ImplementationLine,
  type RecordedClause,
  type RunHeader,
} from '../schema/lines.ts';
import type { RecordLine } from '../schema/record-line.ts';
import { caseLineOf } from './case-line.ts';
import { digestOfIds } from './digest-of-ids.ts';
import { RecordFile } from './record-file.ts';
import { verdictText } from './verdict-line.ts';

/** A case that was asked, with what the oracle says of it: called once a run, for its line. */
interface CaseOfVerdict {
  readonly case: Case;
  readonly rounds: () => readonly (readonly RoundQuestion[])[];
}

type Without<Line> = Omit<Line, 'type' | 'format'>;

/**
 * Writes the record of a run, line by line as things come about. Nothing in it throws: what cannot be recorded any more is
 * told once, and the run goes on.
 */
export class Recording implements Disposable {
  readonly #file: RecordFile;
  readonly #spec: RunHeader['spec'];
  readonly #failed: (failure: HarnessError) => void;
  /** Those whose lines are written, by id, and what was asked once more by `id again`. */
  readonly #cases = new Map<string, Case>();
  readonly #clauses = new Set<string>();
  /** By implementation: verdicts that came before it was known what it is going to be asked. */
  readonly #held = new Map<string, (() => void)[]>();

  private constructor(file: RecordFile, spec: RunHeader['spec'], failed: (failure: HarnessError) => void) {
    this.#file = file;
    this.#spec = spec;
    this.#failed = failed;
  }

  /** Throws where not even the first line can be written. `failed` hears of a disk that is full later. */
  static async open(
    folder: string,
    header: Without<RunHeader>,
    failed: (failure: HarnessError) => void = () => {},
  ): Promise<Recording> {
    const first: RecordLine = { type: 'run', format: FORMAT, ...header };
    const file = await RecordFile.open(folder, header.run, JSON.stringify(first));
    return new Recording(file, header.spec, failed);
  }

  get file(): string {
    return this.#file.file;
  }

  /** The open file, wherever its name leads by now. */
  get descriptor(): number {
    return this.#file.descriptor;
  }

  /** Why it ended before the run. */
  get failure(): HarnessError | undefined {
    return this.#file.failure;
  }

  /**
   * It is up, or could not be started. `idsFollow`: its verdicts wait until `asked` is called, which takes some tenths of a
   * second, so that a reader knows from the first of them how many there will be.
   */
  introduced(line: Without<ImplementationLine>, { idsFollow = false } = {}): void {
    this.#write({ type: 'implementation', ...line });
    if (idsFollow) this.#held.set(line.implementation, []);
  }

  found(implementation: string, text: string): void {
    this.#write({ type: 'finding', implementation, text });
  }

  /** What it is going to be asked, twins included. */
  asked(implementation: string, cases: readonly Pick<Case, 'id'>[]): void {
    const ids = cases.map(({ id }) => id);
    this.#write({ type: 'asked', implementation, cases: ids.length, digest: digestOfIds(ids) });
    this.#release(implementation);
  }

  /** A first asking that was late: the verdict follows. */
  late(late: LateVerdict, asked: CaseOfVerdict): void {
    this.#whatCame(late, asked);
  }

  verdict(verdict: Verdict, asked: CaseOfVerdict): void {
    this.#whatCame(verdict, asked);
  }

  #whatCame(verdict: Verdict | LateVerdict, asked: CaseOfVerdict): void {
    const write = () => {
      this.#case(asked);
      for (const id of clausesOfVerdict(verdict)) this.#clauses.add(id);
      this.#writeText(verdictText(verdict, this.#spec));
    };
    const held = this.#held.get(verdict.implementation);
    if (held) held.push(write);
    else write();
  }

  /** What it wrote to stderr, once there are no more verdicts of it. */
  stderr(implementation: string, text: string): void {
    this.#release(implementation);
    if (text !== '') this.#write({ type: 'stderr', implementation, text });
  }

  end(line: Omit<Without<EndLine>, 'complete'>): void {
    this.interrupt();
    this.#write({ type: 'end', complete: true, ...line });
  }

  /** The run ends before its time: what a reader of the lines so far needs is written. */
  interrupt(): void {
    for (const implementation of [...this.#held.keys()]) this.#release(implementation);
    const told = [...this.#clauses].sort().flatMap((id) => clauseOf(id, this.#spec));
    this.#write({ type: 'clauses', clauses: told });
  }

  [Symbol.dispose](): void {
    this.#file[Symbol.dispose]();
  }

  #case({ case: c, rounds }: CaseOfVerdict): void {
    const key = c.again ? `${c.id} again` : c.id;
    if (this.#cases.has(key)) return;
    const all = rounds();
    const parent = c.twin && this.#cases.get(c.twin.parent);
    this.#write(caseLineOf(c, all, parent));
    this.#cases.set(key, c);
    for (const id of clausesOf(c, all)) this.#clauses.add(id);
  }

  #release(implementation: string): void {
    const held = this.#held.get(implementation) ?? [];
    this.#held.delete(implementation);
    for (const write of held) write();
  }

  #write(line: RecordLine): void {
    this.#writeText(JSON.stringify(line));
  }

  #writeText(text: string): void {
    if (this.#file.failure) return;
    this.#file.write(text);
    if (this.#file.failure) this.#failed(this.#file.failure);
  }
}

/** None of an id that a file of the user's own made up. */
function clauseOf(id: string, version: RunHeader['spec']): RecordedClause[] {
  const found = clauses.find((one) => one.id === id);
  if (found === undefined) return [];
  const page = decisionOn(id);
  const { level, text } = found;
  return [{ id, level, text, link: specLink(found, version), ...(page !== undefined && { page }) }];
}

function* clausesOfVerdict({ clauses: own, reasons, before }: Verdict | LateVerdict): Generator<string> {
  yield* own;
  for (const { clause } of reasons) if (clause !== undefined) yield clause;
  if (before) yield* before.clauses;
}

function* clausesOf(c: Case, rounds: readonly (readonly RoundQuestion[])[]): Generator<string> {
  yield* c.clauses;
  for (const { outcome } of rounds.flat()) {
    for (const decision of outcome.trace) yield decision.clause;
    for (const { id } of outcome.open) yield id;
    yield* Object.values(outcome.clauses);
  }
}
