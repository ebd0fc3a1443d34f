import type { Divergence } from '../../judge/index.ts';
import { EDITED, recordError } from '../record-error.ts';
import type {
  Place,
  Placed,
  RecordedCase,
  RecordedLate,
  RecordedRun,
  RecordedVerdict,
} from '../recorded-run.ts';
import type { CaseLine, DerivedCaseLine, WholeCaseLine } from '../schema/case-line.ts';
import type { RecordedClause } from '../schema/lines.ts';
import { checkCase } from './check-case.ts';
import type { CheckedLine } from './check-line.ts';
import { checkEvidence, checkVerdict } from './check-verdict.ts';
import { recordedCase } from './recorded-case.ts';

/** What the lines of one file say, without what only the file as a whole tells. */
export interface CollectedRun extends Omit<RecordedRun, 'files' | 'remarks' | 'end'> {
  readonly end?: Omit<Of<'end'>, 'type'>;
  /** Where the line is that says what the clauses mean; none, where the run was killed. */
  readonly clausesAt?: Place;
}

type Of<Type extends CheckedLine['type']> = Extract<CheckedLine, { readonly type: Type }>;

/** What the lines say, taken in one after the other. */
export class CollectedLines {
  #header: Of<'run'> | undefined;
  #end: Of<'end'> | undefined;
  readonly #implementations: Omit<Of<'implementation'>, 'type'>[] = [];
  readonly #asked: Omit<Of<'asked'>, 'type'>[] = [];
  readonly #findings: Omit<Of<'finding'>, 'type'>[] = [];
  readonly #lines = new Map<string, WholeCaseLine>();
  readonly #cases = new Map<string, RecordedCase>();
  readonly #again = new Map<string, RecordedCase>();
  readonly #verdicts = new Map<string, RecordedVerdict>();
  readonly #late = new Map<string, RecordedLate>();
  readonly #stderr = new Map<string, string>();
  readonly #clauses = new Map<string, RecordedClause>();
  #clausesAt: Place | undefined;
  /** Where the lines are of which each has to be the only one, by what they are and of whom. */
  readonly #once = new Map<string, Place>();

  add(line: CheckedLine): void {
    if (this.#end)
      throw recordError('record-broken', line.place, 'something follows the end of the run', EDITED);
    if ('implementation' in line) this.#checkNamed(line);
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
        this.#onlyOne(line, ` of ${line.implementation}`);
        this.#implementations.push(withoutType(line));
        return;
      case 'asked':
        this.#onlyOne(line, ` of ${line.implementation}`);
        this.#asked.push(withoutType(line));
        return;
      case 'finding':
        this.#findings.push(withoutType(line));
        return;
      case 'case':
        this.#addCase(line);
        return;
      case 'late':
        this.#addLate(verdictOf(line));
        return;
      case 'verdict':
        this.#addVerdict(verdictOf(line));
        return;
      case 'stderr':
        this.#onlyOne(line, ` of ${line.implementation}`);
        this.#stderr.set(line.implementation, line.text);
        return;
      case 'clauses':
        this.#onlyOne(line);
        this.#clausesAt = line.place;
        for (const clause of line.clauses) this.#clauses.set(clause.id, clause);
        return;
      case 'end':
        this.#end = line;
        return;
      default:
        line satisfies never;
    }
  }

  run(): CollectedRun {
    if (this.#header === undefined) throw new RangeError('who calls this has seen the line of the run');
    return {
      header: withoutType(this.#header),
      implementations: this.#implementations,
      asked: this.#asked,
      findings: this.#findings,
      cases: this.#cases,
      again: this.#again,
      verdicts: [...this.#verdicts.values()],
      late: [...this.#late.values()],
      stderr: this.#stderr,
      clauses: this.#clauses,
      interrupted: this.#end === undefined,
      ...(this.#end && { end: withoutType(this.#end) }),
      ...(this.#clausesAt && { clausesAt: this.#clausesAt }),
    };
  }

  #onlyOne({ type, place }: CheckedLine, ofWhom = ''): void {
    const what = `line "${type}"${ofWhom}`;
    const known = this.#once.get(what);
    if (known)
      throw recordError('record-invalid', place, `a second ${what}; the first is line ${known.line}`, EDITED);
    this.#once.set(what, place);
  }

  #checkNamed({
    type,
    implementation,
    place,
  }: Extract<CheckedLine, { readonly implementation: string }>): void {
    if (this.#header?.implementations.includes(implementation)) return;
    const what = `${type}: ${implementation} is none of the implementations that the line of the run names`;
    throw recordError('record-invalid', place, what, EDITED);
  }

  #addCase({ place, ...line }: Placed<CaseLine>): void {
    const cases = line.again ? this.#again : this.#cases;
    const known = cases.get(line.id);
    if (known) {
      const what = `the case ${line.id} has a line already, ${known.place.line}`;
      throw recordError('record-invalid', place, what, EDITED);
    }
    if (line.again && !this.#cases.has(line.id)) {
      const what = `the case ${line.id} was asked once more, and no line says how it was asked first`;
      throw recordError('record-without-case', place, what, EDITED);
    }
    const whole = 'of' in line ? this.#completed(line, place) : line;
    if (!line.again) this.#lines.set(line.id, whole);
    const recorded = recordedCase(whole, place);
    checkCase(recorded);
    cases.set(line.id, recorded);
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

  #addLate(late: RecordedLate): void {
    const { id, implementation, place } = late;
    const key = `${implementation} ${id}`;
    const known = this.#late.get(key) ?? this.#verdicts.get(key);
    if (known) {
      const what = `${implementation} was late in ${id}, and what came of that is in line ${known.place.line} already`;
      throw recordError('record-invalid', place, what, EDITED);
    }
    checkEvidence('late', late, this.#caseOf(late));
    this.#late.set(key, late);
  }

  #addVerdict(verdict: RecordedVerdict): void {
    const { id, implementation, place } = verdict;
    const of = this.#caseOf(verdict);
    const key = `${implementation} ${id}`;
    const known = this.#verdicts.get(key);
    if (known) {
      const what = `a second verdict of ${implementation} in ${id}; the first is in line ${known.place.line}`;
      throw recordError('record-verdict-twice', place, what, EDITED);
    }
    if (verdict.again && !this.#late.has(key)) {
      const what = `verdict: ${implementation} was asked ${id} once more, and no line "late" says what came of the first time`;
      throw recordError('record-invalid', place, what, EDITED);
    }
    checkVerdict(verdict, verdict.again ? (this.#again.get(id) ?? of) : of);
    this.#verdicts.set(key, verdict);
  }

  #caseOf({ id, place }: RecordedVerdict | RecordedLate): RecordedCase {
    const of = this.#cases.get(id);
    if (of !== undefined) return of;
    const what = `there is a verdict of ${id}, and no line of that case before it`;
    throw recordError('record-without-case', place, what, EDITED);
  }
}

function withoutType<Line extends { readonly type: string }>({ type: _, ...rest }: Line): Omit<Line, 'type'> {
  return rest;
}

/** That the fields of a divergence go together its schema has checked, and the type of the schema does not say it. */
function verdictOf<Line extends Of<'verdict'> | Of<'late'>>({ type: _, divergence, ...line }: Line) {
  const told: object | undefined = divergence;
  return { ...line, ...(told && { divergence: told as Divergence }) };
}
