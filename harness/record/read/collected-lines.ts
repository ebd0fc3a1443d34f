import type { Divergence } from '../../judge/index.ts';
import { EDITED, recordError } from '../record-error.ts';
import type { Place, Placed, RecordedCase, RecordedRun, RecordedVerdict } from '../recorded-run.ts';
import type { CaseLine, DerivedCaseLine, WholeCaseLine } from '../schema/case-line.ts';
import type { RecordedClause } from '../schema/lines.ts';
import type { CheckedLine } from './check-line.ts';
import { recordedCase } from './recorded-case.ts';

/** What the lines of one file say, without what only the file as a whole tells. */
export type CollectedRun = Omit<RecordedRun, 'files' | 'remarks'>;

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

  run(): CollectedRun {
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
