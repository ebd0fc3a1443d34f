import { keysOf } from '../base/index.ts';
import { isClaim } from '../evidence/index.ts';
import { listenerId, READING_GRADES, steady } from '../model/index.ts';
import { type Assessment, assess } from './assessment.ts';
import { placeText } from './claims.ts';
import { judgeConditions } from './condition.ts';
import { contradictions } from './contradiction.ts';
import { hostOf } from './deeds.ts';
import { diagnose } from './diagnosis/diagnose.ts';
import { type Finding, inOrder, isFailure, type WeighedFinding, weigh } from './finding.ts';
import type { FinishedCase } from './finished-case.ts';
import { levelOfCase, strength } from './level.ts';
import { couldBeOurFault } from './load.ts';
import { asOfTwin, unshown } from './twin.ts';
import type { Judgement, Status } from './verdict.ts';

/** Holds what was seen and said against what is expected. The same evidence always gives the same judgement. */
export function judge(finished: FinishedCase): Judgement {
  const { case: c, answer } = finished;
  if (answer?.kind === 'error')
    return plain(finished, 'error', `${timeless(steady(c, answer.message))} (${answer.code})`);
  const strict = assess(finished, c.expect);
  // A deed is a deed, whatever it is called: only one that did nothing wrong may excuse itself.
  if (answer?.kind === 'skip' && strict.deeds.findings.length === 0) {
    return plain(finished, 'skip', timeless(steady(c, answer.why)));
  }
  const unproved = unshown(finished);
  if (unproved) return plain(finished, 'skip', unproved);
  const remarks = [
    ...judgeConditions(finished),
    ...contradictions(finished, strict.deeds),
    ...mute(finished, strict),
  ];
  const found = [...strict.findings, ...remarks].map((finding) => asOfTwin(finished, finding));
  const findings = inOrder(found.map((finding) => weigh(c, finding)));
  const fails = findings.filter((finding) => finding.grade === 'fail');
  if (c.level === 'record') return recorded(finished, strict, findings);
  if (fails.length > 0) {
    return (
      tolerated(finished, remarks) ?? { ...failed(finished, strict, findings), ...overload(finished, found) }
    );
  }
  const reasons = findings.map((finding) => finding.reason);
  if (strict.unproved) return { ...plain(finished, 'skip', strict.unproved) };
  if (strict.undecided) return tolerated(finished, remarks) ?? undecided(finished);
  return { ...basis(finished), status: gradeOf(findings), reasons };
}

function gradeOf(findings: readonly WeighedFinding[]): Status {
  if (findings.some(({ grade }) => grade === 'lenient')) return 'lenient';
  return findings.some(({ grade }) => grade === 'noted') ? 'noted' : 'pass';
}

const basis = ({ case: c }: FinishedCase) => ({ level: levelOfCase(c), clauses: c.clauses });

const plain = (finished: FinishedCase, status: Status, text: string): Judgement => ({
  ...basis(finished),
  status,
  reasons: [{ text }],
});

const undecided = (finished: FinishedCase) =>
  plain(finished, 'noted', `undecided after ${Math.round(finished.budgetMs / 1000)} s`);

/** An expectation that was met by deeds does not wait for words, but it is said that none came. */
function mute(finished: FinishedCase, { deeds, findings }: Assessment): Finding[] {
  const silent = finished.answer === null && deeds.requests.length > 0 && findings.length === 0;
  return silent
    ? [{ grade: 'remark', field: 'claim', text: 'never answered, although its request was sent' }]
    : [];
}

/** The best of the readings that the author tolerates and that fit what happened. */
function tolerated(finished: FinishedCase, remarks: readonly Finding[]): Judgement | undefined {
  const { case: c } = finished;
  const order = keysOf(READING_GRADES);
  const readings = [...c.tolerate].sort((a, b) => order.indexOf(a.grade) - order.indexOf(b.grade));
  for (const reading of readings) {
    const { findings, undecided: open } = assess(finished, reading);
    const weighed = inOrder([...findings, ...remarks].map((finding) => weigh(c, finding)));
    if (open || weighed.some(({ grade }) => grade === 'fail')) continue;
    const own = gradeOf(weighed);
    const status = order.indexOf(reading.grade) > order.indexOf(own as 'pass') ? reading.grade : own;
    return {
      ...basis(finished),
      status,
      reasons: [{ text: reading.because }, ...weighed.map(({ reason }) => reason)],
    };
  }
  return undefined;
}

/** Why the failure cannot stand: it may come of our own slowness. */
function overload(finished: FinishedCase, findings: readonly Finding[]): Pick<Judgement, 'late'> {
  const fails = findings.filter((finding) => weigh(finished.case, finding).grade === 'fail');
  if (!fails.every((finding) => couldBeOurFault(finished, finding))) return {};
  return { late: 'what went wrong could be our own slowness' };
}

function failed(finished: FinishedCase, strict: Assessment, findings: readonly WeighedFinding[]): Judgement {
  const broken = findings.filter(({ grade }) => grade === 'fail').map(({ reason }) => reason);
  const clauses = [...new Set(broken.flatMap((reason) => reason.clause ?? []))];
  const levels = broken.map((reason) => reason.level ?? levelOfCase(finished.case));
  const level = levels.reduce((best, one) => (strength(one) > strength(best) ? one : best));
  const rest = findings.filter(({ grade }) => grade !== 'fail').map(({ reason }) => reason);
  const [first, ...others] = findings.flatMap(({ grade, of }) =>
    grade === 'fail' && isFailure(of) ? [of] : [],
  );
  return {
    status: 'fail',
    level,
    clauses: clauses.length > 0 ? clauses : finished.case.clauses,
    reasons: [...broken, ...rest],
    ...(first && { divergence: diagnose(finished, strict, [first, ...others]) }),
  };
}

/** What the specification leaves open is told and never held against anyone. */
function recorded(
  finished: FinishedCase,
  { deeds, decisive }: Assessment,
  findings: readonly WeighedFinding[],
): Judgement {
  const seen = [
    ...new Set(
      deeds.requests.map((r) => `sent a request to ${listenerId(r)} with Host ${hostOf(finished, r)}`),
    ),
  ];
  const said = isClaim(finished.answer) ? ` and answered ${finished.answer.kind}` : ' and did not answer';
  const claimed = decisive && `says that the request goes to ${placeText(finished, decisive)}`;
  const texts = seen.length > 0 ? seen.sort() : [claimed ?? `sent no federation request${said}`];
  const reasons = findings.map(({ reason }) => reason);
  return { ...basis(finished), status: 'noted', reasons: [...texts.map((text) => ({ text })), ...reasons] };
}

/** Messages come from anywhere: durations in them would differ from run to run. */
function timeless(text: string): string {
  return text.replace(/\b\d+(\.\d+)?\s?(ms|milliseconds?|s|secs?|seconds?)\b/g, 'some time');
}
