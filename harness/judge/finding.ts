import { keysOf } from '../base/index.ts';
import type { Case, SpecLevel } from '../model/index.ts';
import type { DivergenceDetail } from './divergence/divergence.ts';
import { FIELDS, type Field } from './field.ts';
import { levelOfClause, strength, weaker, weakestOfCase } from './level.ts';
import type { Reason } from './verdict.ts';

/** One thing that is not as expected. `remark` weighs nothing: it is said and does not change the verdict. */
export type Finding = Failure | (Found & { readonly grade: 'lenient' | 'noted' | 'remark' });

export type Failure = Found & { readonly grade: 'fail' } & (
    | { readonly field: ToBeDiagnosed }
    | { readonly field: Exclude<Field, ToBeDiagnosed>; readonly detail: DivergenceDetail }
  );

export const isFailure = (finding: Finding): finding is Failure => finding.grade === 'fail';

/** What is known of these only after a look at the whole case. */
type ToBeDiagnosed = 'to' | 'refuse' | 'host' | 'sni';

interface Found {
  readonly field: Field;
  readonly clause?: string;
  /** It rests on what did not come: what a slow harness could have caused by itself. */
  readonly absent?: true;
  /** At most this, whatever the clause says. */
  readonly atMost?: SpecLevel;
  readonly text: string;
  /** `n` of the event that shows it. */
  readonly event?: number;
  /** Its request came over a connection that was made for something else. */
  readonly again?: true;
}

/** A finding with its weight. A failure of what the text leaves open, or only permits, is a note. */
export interface WeighedFinding {
  readonly grade: Finding['grade'];
  readonly reason: Reason;
  readonly of: Finding;
}

export function weigh(c: Case, finding: Finding): WeighedFinding {
  const level = levelOf(c, finding);
  const scored = strength(level) > strength('MAY');
  const weighsNothing = level === 'record' || (finding.grade === 'remark' && finding.clause === undefined);
  return {
    grade: finding.grade === 'fail' && !scored ? 'noted' : finding.grade,
    reason: {
      field: finding.field,
      ...(finding.clause ? { clause: finding.clause } : {}),
      ...(weighsNothing ? {} : { level }),
      text: finding.text,
    },
    of: finding,
  };
}

function levelOf(c: Case, finding: Finding): SpecLevel | 'record' {
  if (c.level) return c.level;
  const own = finding.clause ? levelOfClause(finding.clause) : weakestOfCase(c);
  if (own === 'record') return own;
  const { atMost = own } = finding;
  return weaker(own, atMost);
}

/** A wrong place explains a wrong Host there, and a wrong Host is worth more words than the SNI that goes with it. */
export const FIELD_ORDER = keysOf(FIELDS);

/** Strongest first, then by field and words: never by time, so that two runs say the same. Each is said once. */
export function inOrder(findings: readonly WeighedFinding[]): WeighedFinding[] {
  const once = new Map<string, WeighedFinding>();
  for (const finding of findings) {
    const key = `${finding.grade} ${finding.reason.field} ${finding.reason.text}`;
    if (!once.has(key)) once.set(key, finding);
  }
  return [...once.values()].sort(
    (a, b) =>
      strength(b.reason.level ?? 'record') - strength(a.reason.level ?? 'record') ||
      FIELD_ORDER.indexOf(a.reason.field ?? 'claim') - FIELD_ORDER.indexOf(b.reason.field ?? 'claim') ||
      (a.reason.text < b.reason.text ? -1 : 1),
  );
}
