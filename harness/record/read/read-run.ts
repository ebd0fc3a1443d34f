import { HarnessError } from '../../base/index.ts';
import type { Divergence } from '../../judge/index.ts';
import { EDITED, recordError } from '../record-error.ts';
import type { Place, Placed, RecordedCase, RecordedRun, RecordedVerdict } from '../recorded-run.ts';
import type { CaseLine, DerivedCaseLine, WholeCaseLine } from '../schema/case-line.ts';
import { FORMAT, type RecordedClause } from '../schema/lines.ts';
import { digestOfIds } from '../write/recording.ts';
import { type CheckedLine, checkLine } from './check-line.ts';
import { readFormat1, WHY_NO_MORE } from './format-1.ts';
import { type Lines, linesOf } from './lines-of.ts';
import { recordedCase } from './recorded-case.ts';

const TORN = 'the last line is torn: the run was interrupted while it was written';
const KILLED = 'the run was killed: the record has no texts of clauses';

/**
 * Reads a record, whole or interrupted. Everything in it is looked at: what was edited, cut out or put together is an error
 * that names its line.
 */
export async function readRun(file: string): Promise<RecordedRun> {
  const read = await linesOf(file);
  const [first] = read.lines;
  if (first?.type !== 'run') throw withoutRun(file);
  const { format = 1 } = first.value;
  const torn = read.torn ? [TORN] : [];
  if (format === 1) return { ...readFormat1(file, read), remarks: [WHY_NO_MORE, ...torn] };
  if (format !== FORMAT) {
    const what = `the record is of format ${String(format)}, and this Signpost reads 1 and ${FORMAT}`;
    throw recordError(
      'record-later-format',
      first.place,
      what,
      'read it with the Signpost that wrote it, or a later one',
    );
  }
  return readLines(file, read, torn);
}

function withoutRun(file: string): HarnessError {
  const what = `${file}:1: this is not the record of a run: it does not begin with a "run" line`;
  return new HarnessError('record-without-run', what, 'name a file that `signpost run` has written');
}

function readLines(file: string, { lines, torn: isTorn }: Lines, torn: readonly string[]): RecordedRun {
  const found = new Findings();
  for (const line of lines) found.add(checkLine(line));
  const run = found.run();
  if (run.end && isTorn) {
    const place = { file, line: lines.length + 1 };
    throw recordError('record-broken', place, 'something follows the end of the run', EDITED);
  }
  checkWhole(run);
  const killed = run.clauses.size === 0 && run.verdicts.length > 0 ? [KILLED] : [];
  return { ...run, files: [file], remarks: [...torn, ...killed] };
}

type Of<Type extends CheckedLine['type']> = Extract<CheckedLine, { readonly type: Type }>;

/** What the lines say, taken in one after the other. */
class Findings {
  #header: Of<'run'> | undefined;
  #end: Of<'end'> | undefined;
  readonly #implementations: Omit<Of<'implementation'>, 'type'>[] = [];
  readonly #asked: Omit<Of<'asked'>, 'type'>[] = [];
  readonly #findings: Omit<Of<'finding'>, 'type'>[] = [];
  readonly #lines = new Map<string, WholeCaseLine>();
  readonly #cases = new Map<string, RecordedCase>();
  readonly #verdicts = new Map<string, RecordedVerdict>();
  readonly #stderr = new Map<string, string>();
  readonly #clauses = new Map<string, RecordedClause>();

  add(line: CheckedLine): void {
    if (this.#end)
      throw recordError('record-broken', line.place, 'something follows the end of the run', EDITED);
    switch (line.type) {
      case 'run':
        if (this.#header)
          throw recordError(
            'record-broken',
            line.place,
            'a second run begins',
            'give each run a file of its own',
          );
        this.#header = line;
        return;
      case 'implementation':
        this.#implementations.push(withoutType(line));
        return;
      case 'asked':
        this.#asked.push(withoutType(line));
        return;
      case 'finding':
        this.#findings.push(withoutType(line));
        return;
      case 'case':
        this.#addCase(line);
        return;
      case 'verdict':
        this.#addVerdict(verdictOf(line));
        return;
      case 'stderr':
        this.#stderr.set(line.implementation, line.text);
        return;
      case 'clauses':
        for (const clause of line.clauses) this.#clauses.set(clause.id, clause);
        return;
      case 'end':
        this.#end = line;
        return;
      default:
        line satisfies never;
    }
  }

  run(): Omit<RecordedRun, 'files' | 'remarks'> {
    if (this.#header === undefined) throw new RangeError('who calls this has seen the line of the run');
    return {
      header: withoutType(this.#header),
      implementations: this.#implementations,
      asked: this.#asked,
      findings: this.#findings,
      cases: this.#cases,
      verdicts: [...this.#verdicts.values()],
      stderr: this.#stderr,
      clauses: this.#clauses,
      interrupted: this.#end === undefined,
      ...(this.#end && { end: withoutType(this.#end) }),
    };
  }

  #addCase({ place, ...line }: Placed<CaseLine>): void {
    const known = this.#cases.get(line.id);
    if (known) {
      const what = `the case ${line.id} has a line already, ${known.place.line}`;
      throw recordError('record-invalid', place, what, EDITED);
    }
    const whole = 'of' in line ? this.#completed(line, place) : line;
    this.#lines.set(line.id, whole);
    this.#cases.set(line.id, recordedCase(whole, place));
  }

  /** With what it has of its parent. */
  #completed({ of, ...line }: DerivedCaseLine, place: Place): WholeCaseLine {
    const parent = this.#lines.get(of);
    if (parent === undefined) {
      const what = `the twin ${line.id} has no line of its parent ${of} before it`;
      throw recordError('record-without-case', place, what, EDITED);
    }
    const { source, needs, tags, request } = parent;
    return { source, needs, tags, request, ...line };
  }

  #addVerdict(verdict: RecordedVerdict): void {
    const { id, implementation, place } = verdict;
    if (!this.#cases.has(id)) {
      const what = `there is a verdict of ${id}, and no line of that case before it`;
      throw recordError('record-without-case', place, what, EDITED);
    }
    const key = `${implementation} ${id}`;
    const known = this.#verdicts.get(key);
    if (known) {
      const what = `a second verdict of ${implementation} in ${id}; the first is in line ${known.place.line}`;
      throw recordError('record-verdict-twice', place, what, EDITED);
    }
    this.#verdicts.set(key, verdict);
  }
}

function withoutType<Line extends { readonly type: string }>({ type: _, ...rest }: Line): Omit<Line, 'type'> {
  return rest;
}

/** Which fields of a divergence go together its schema does not say. */
function verdictOf({ type: _, divergence, ...line }: Of<'verdict'>): RecordedVerdict {
  const told: object | undefined = divergence;
  return { ...line, ...(told && { divergence: told as Divergence }) };
}

/** A run that came to its end has a verdict of everything that was to be asked, and counts them. */
function checkWhole({ header, end, asked, verdicts }: Omit<RecordedRun, 'files' | 'remarks'>): void {
  if (end === undefined) return;
  const { place } = header;
  for (const { implementation, cases, digest, place: told } of asked) {
    const ids = verdicts.filter((verdict) => verdict.implementation === implementation).map(({ id }) => id);
    if (ids.length === cases && digestOfIds(ids) === digest) continue;
    const what = `${implementation} was to be asked ${cases} cases, and there are verdicts of ${ids.length}`;
    const others = ids.length === cases ? ' others' : '';
    throw recordError('record-incomplete', told, what + others, EDITED);
  }
  for (const [implementation, counts] of Object.entries(end.counts)) {
    for (const [status, count] of Object.entries(counts)) {
      const there = verdicts.filter(
        (verdict) => verdict.implementation === implementation && verdict.status === status,
      ).length;
      if (there === count) continue;
      const what = `its end counts ${count} verdicts of ${implementation} with status ${status}, and there are ${there}`;
      throw recordError('record-incomplete', place, what, EDITED);
    }
  }
}
