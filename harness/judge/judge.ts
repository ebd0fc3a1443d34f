import { keysOf } from '../base/index.ts';
import { isClaim } from '../evidence/index.ts';
import { idOf, READING_GRADES, steady } from '../model/index.ts';
import { type Assessment, assess } from './assessment.ts';
import { placeText } from './claims.ts';
import { judgeConditions } from './condition.ts';
import { contradictions } from './contradiction.ts';
import { hostOf } from './deeds.ts';
import { divergenceOf } from './diagnosis/divergence.ts';
import { type Finding, inOrder, type WeighedFinding, weigh } from './finding.ts';
import type { FinishedCase } from './finished-case.ts';
import { levelOfCase, strength } from './level.ts';
import { couldBeOurFault } from './load.ts';
import { asOfTwin, unshown } from './twin.ts';
import type { Judgement, Status } from './verdict.ts';

/** Holds what was seen and said against what is expected. The same trial always gives the same judgement. */
export function judge(trial: FinishedCase): Judgement {
  const { case: c, answer } = trial;
  if (answer?.kind === 'error')
    return plain(trial, 'error', `${timeless(steady(c, answer.message))} (${answer.code})`);
  const strict = assess(trial, c.expect);
  // A deed is a deed, whatever it is called: only one that did nothing wrong may excuse itself.
  if (answer?.kind === 'skip' && strict.deeds.findings.length === 0) {
    return plain(trial, 'skip', timeless(steady(c, answer.why)));
  }
  const unproved = unshown(trial);
  if (unproved) return plain(trial, 'skip', unproved);
  const remarks = [...judgeConditions(trial), ...contradictions(trial, strict.deeds), ...mute(trial, strict)];
  const found = [...strict.findings, ...remarks].map((finding) => asOfTwin(trial, finding));
  const findings = inOrder(found.map((finding) => weigh(c, finding)));
  const fails = findings.filter((finding) => finding.grade === 'fail');
  if (c.level === 'record') return recorded(trial, strict, findings);
  if (fails.length > 0) {
    return tolerated(trial, remarks) ?? overloaded(trial, found) ?? failed(trial, strict, findings);
  }
  const reasons = findings.map((finding) => finding.reason);
  if (strict.unproved) return { ...plain(trial, 'skip', strict.unproved) };
  if (strict.undecided) return tolerated(trial, remarks) ?? undecided(trial);
  return { ...basis(trial), status: gradeOf(findings), reasons };
}

function gradeOf(findings: readonly WeighedFinding[]): Status {
  if (findings.some(({ grade }) => grade === 'lenient')) return 'lenient';
  return findings.some(({ grade }) => grade === 'noted') ? 'noted' : 'pass';
}

const basis = ({ case: c }: FinishedCase) => ({ level: levelOfCase(c), clauses: c.clauses });

const plain = (trial: FinishedCase, status: Status, text: string): Judgement => ({
  ...basis(trial),
  status,
  reasons: [{ text }],
});

const undecided = (trial: FinishedCase) =>
  plain(trial, 'noted', `undecided after ${Math.round(trial.budgetMs / 1000)} s`);

/** An expectation that was met by deeds does not wait for words, but it is said that none came. */
function mute(trial: FinishedCase, { deeds, findings }: Assessment): Finding[] {
  const silent = trial.answer === null && deeds.requests.length > 0 && findings.length === 0;
  return silent
    ? [{ grade: 'remark', field: 'claim', text: 'never answered, although its request was sent' }]
    : [];
}

/** The best of the readings that the author tolerates and that fit what happened. */
function tolerated(trial: FinishedCase, remarks: readonly Finding[]): Judgement | undefined {
  const { case: c } = trial;
  const order = keysOf(READING_GRADES);
  const readings = [...c.tolerate].sort((a, b) => order.indexOf(a.grade) - order.indexOf(b.grade));
  for (const reading of readings) {
    const { findings, undecided: open } = assess(trial, reading);
    const weighed = inOrder([...findings, ...remarks].map((finding) => weigh(c, finding)));
    if (open || weighed.some(({ grade }) => grade === 'fail')) continue;
    const own = gradeOf(weighed);
    const status = order.indexOf(reading.grade) > order.indexOf(own as 'pass') ? reading.grade : own;
    return {
      ...basis(trial),
      status,
      reasons: [{ text: reading.because }, ...weighed.map(({ reason }) => reason)],
    };
  }
  return undefined;
}

function overloaded(trial: FinishedCase, findings: readonly Finding[]): Judgement | undefined {
  const fails = findings.filter((finding) => weigh(trial.case, finding).grade === 'fail');
  if (!fails.every((finding) => couldBeOurFault(trial, finding))) return undefined;
  return plain(
    trial,
    'error',
    'harness overloaded: what went wrong could be our own slowness; run fewer cases at once',
  );
}

function failed(trial: FinishedCase, strict: Assessment, findings: readonly WeighedFinding[]): Judgement {
  const broken = findings.filter(({ grade }) => grade === 'fail').map(({ reason }) => reason);
  const clauses = [...new Set(broken.flatMap((reason) => reason.clause ?? []))];
  const levels = broken.map((reason) => reason.level ?? levelOfCase(trial.case));
  const level = levels.reduce((best, one) => (strength(one) > strength(best) ? one : best));
  const rest = findings.filter(({ grade }) => grade !== 'fail').map(({ reason }) => reason);
  const divergence = divergenceOf(trial, strict, broken);
  return {
    status: 'fail',
    level,
    clauses: clauses.length > 0 ? clauses : trial.case.clauses,
    reasons: [...broken, ...rest],
    ...(divergence ? { divergence } : {}),
  };
}

/** What the specification leaves open is told and never held against anyone. */
function recorded(
  trial: FinishedCase,
  { deeds, decisive }: Assessment,
  findings: readonly WeighedFinding[],
): Judgement {
  const seen = [
    ...new Set(deeds.requests.map((r) => `sent a request to ${idOf(r)} with Host ${hostOf(trial, r)}`)),
  ];
  const said = isClaim(trial.answer) ? ` and answered ${trial.answer.kind}` : ' and did not answer';
  const claimed = decisive && `says that the request goes to ${placeText(trial, decisive)}`;
  const texts = seen.length > 0 ? seen.sort() : [claimed ?? `sent no federation request${said}`];
  const reasons = findings.map(({ reason }) => reason);
  return { ...basis(trial), status: 'noted', reasons: [...texts.map((text) => ({ text })), ...reasons] };
}

/** Messages come from anywhere: durations in them would differ from run to run. */
function timeless(text: string): string {
  return text.replace(/\b\d+(\.\d+)?\s?(ms|milliseconds?|s|secs?|seconds?)\b/g, 'some time');
}
