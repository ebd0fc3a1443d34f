import { keysOf } from '../base/index.ts';
import type { Case, SpecLevel } from '../model/index.ts';
import { FIELDS, type Field } from './field.ts';
import { levelOfCase, levelOfClause, strength, stronger, weaker } from './level.ts';
import type { Reason } from './verdict.ts';

/** One thing that is not as expected. `remark` weighs nothing: it is said and does not change the verdict. */
export interface Finding {
  readonly grade: 'fail' | 'lenient' | 'noted' | 'remark';
  readonly field: Field;
  readonly clause?: string;
  /** Nothing came in time: what a slow harness could have caused by itself. */
  readonly timedOut?: true;
  /** At most this, whatever the clause says. */
  readonly atMost?: SpecLevel;
  /** At least this. */
  readonly atLeast?: SpecLevel;
  readonly text: string;
}

/** A finding with its weight. A failure of what the text leaves open, or only permits, is a note. */
export interface WeighedFinding {
  readonly grade: Finding['grade'];
  readonly reason: Reason;
}

export function weigh(c: Case, finding: Finding): WeighedFinding {
  const level = levelOf(c, finding);
  const scored = strength(level) > strength('MAY');
  return {
    grade: finding.grade === 'fail' && !scored ? 'noted' : finding.grade,
    reason: {
      field: finding.field,
      ...(finding.clause ? { clause: finding.clause } : {}),
      ...(level === 'record' ? {} : { level }),
      text: finding.text,
    },
  };
}

function levelOf(c: Case, finding: Finding): SpecLevel | 'record' {
  if (c.level) return c.level;
  const own = finding.clause ? levelOfClause(finding.clause) : levelOfCase(c);
  if (own === 'record') return own;
  const { atMost = own, atLeast } = finding;
  return atLeast ? stronger(own, atLeast) : weaker(own, atMost);
}

const ORDER = keysOf(FIELDS);

/** Strongest first, then by field and words: never by time, so that two runs say the same. Each is said once. */
export function inOrder(findings: readonly WeighedFinding[]): WeighedFinding[] {
  const once = new Map(findings.map((f) => [`${f.grade} ${f.reason.field} ${f.reason.text}`, f]));
  return [...once.values()].sort(
    (a, b) =>
      strength(b.reason.level ?? 'record') - strength(a.reason.level ?? 'record') ||
      ORDER.indexOf(a.reason.field ?? 'claim') - ORDER.indexOf(b.reason.field ?? 'claim') ||
      (a.reason.text < b.reason.text ? -1 : 1),
  );
}
