import { keysOf } from '../base/index.ts';
import { isClaim } from '../evidence/index.ts';
import { listenerId, READING_GRADES, steady } from '../model/index.ts';
import { type Assessment, assess } from './assessment.ts';
import { placeText } from './claims.ts';
import { judgeConditions } from './condition.ts';
import { contradictions } from './contradiction.ts';
import { hostOf, judgeDeeds, type Wanted } from './deeds.ts';
import { diagnose } from './diagnosis/diagnose.ts';
import { type Finding, inOrder, isFailure, type WeighedFinding, weigh } from './finding.ts';
import { canConnect, type FinishedCase } from './finished-case.ts';
import { levelOfCase, strength } from './level.ts';
import { isOwnDoing, isPerhapsRightByChance, isUndisturbed } from './own-doing.ts';
import { refusedCertificate } from './refused-certificate.ts';
import { asOfTwin, unshown } from './twin.ts';
import type { Judgement, Status } from './verdict.ts';
import { whatWasLate } from './what-was-late.ts';
import { judgeFile, pagesRead } from './wrong-file.ts';

/** Holds what was seen and said against what is expected. The same evidence always gives the same judgement. */
export function judge(finished: FinishedCase): Judgement {
  const late = whatWasLate(finished);
  const { stands, ...judgement } = weighed(finished, late !== undefined);
  if (late === undefined || stands === true) return judgement;
  return { ...judgement, late, ...(stands === 'in part' && { stands: true }) };
}

/**
 * A judgement, and whether it stands however late we were: it rests on what the implementation did of its own accord. In
 * part: so does its status, and something more was found that may come of our being late.
 */
type Weighed = Omit<Judgement, 'stands'> & { readonly stands: boolean | 'in part' };

function weighed(finished: FinishedCase, late: boolean): Weighed {
  const { case: c, answer } = finished;
  if (answer?.kind === 'error') {
    const text = `${timeless(steady(c, answer.message))} (${answer.code})`;
    return { ...plain(finished, 'error', text), stands: true };
  }
  const strict = assess(finished, c.expect);
  // A deed is a deed, whatever it is called: only one that did nothing wrong may excuse itself.
  if (answer?.kind === 'skip' && strict.deeds.findings.length === 0) {
    return { ...plain(finished, 'skip', timeless(steady(c, answer.why))), stands: true };
  }
  const unproved = unshown(finished);
  if (unproved) return { ...plain(finished, 'skip', unproved), stands: false };
  const remarks = besideTheWay(finished, strict);
  const found = [...strict.findings, ...remarks].map((finding) => asOfTwin(finished, finding));
  const findings = inOrder(found.map((finding) => weigh(c, finding)));
  // Where nothing was late, nobody has to know.
  const isOwn = ({ of }: WeighedFinding) => !late || isOwnDoing(finished, strict, of);
  const fails = findings.filter((finding) => finding.grade === 'fail');
  if (c.level === 'record') {
    const stands = !late || isUndisturbed(finished, strict.deeds.requests, strict.decisive);
    return { ...recorded(finished, strict, findings), stands };
  }
  const deeds = {
    stands:
      fails.length > 0 ? fails.some(isOwn) : findings.every((one) => isOwn(one) || one.grade === 'remark'),
  };
  const excused =
    fails.length > 0 || (strict.undecided && !strict.unproved) ? tolerated(finished, remarks) : undefined;
  if (excused)
    return {
      ...excused.judgement,
      stands: !late || (deeds.stands && isMetByDeeds(finished, excused.reading)),
    };
  if (fails.length > 0) {
    // What we may have caused is not said beside what the implementation did.
    const said = findings.filter((one) => !deeds.stands || one.grade !== 'fail' || isOwn(one));
    const stands = deeds.stands && said.length < findings.length ? 'in part' : deeds.stands;
    return { ...failed(finished, strict, said), stands };
  }
  // A claim leaves open what it leaves open, however late we are.
  if (strict.unproved)
    return { ...plain(finished, 'skip', strict.unproved), stands: !canConnect(finished.about) };
  if (strict.undecided) return { ...undecided(finished), stands: false };
  const reasons = findings.map((finding) => finding.reason);
  const stands = !late || (deeds.stands && isMetByDeeds(finished, c.expect));
  return { ...basis(finished), status: gradeOf(findings), reasons, stands };
}

/** What is wrong, or worth a remark, whichever reading decides where the request goes. */
function besideTheWay(finished: FinishedCase, strict: Assessment): readonly Finding[] {
  return [
    ...judgeFile(finished),
    ...judgeConditions(finished),
    ...contradictions(finished, strict.deeds),
    ...mute(finished, strict),
    ...pagesRead(finished),
  ];
}

/** Whether a reading that fits was met by what came, and not by what only did not come. */
function isMetByDeeds(finished: FinishedCase, wanted: Wanted): boolean {
  if (!canConnect(finished.about)) return finished.answer?.kind === 'resolved';
  if (wanted.connect.length === 0) return refusedCertificate(finished);
  const { requests, missing } = judgeDeeds(finished, wanted);
  return missing.length === 0 && !isPerhapsRightByChance(finished, requests);
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
function tolerated(
  finished: FinishedCase,
  remarks: readonly Finding[],
): { readonly judgement: Judgement; readonly reading: Wanted } | undefined {
  const { case: c } = finished;
  const order = keysOf(READING_GRADES);
  const readings = [...c.tolerate].sort((a, b) => order.indexOf(a.grade) - order.indexOf(b.grade));
  for (const reading of readings) {
    const { findings, undecided: open } = assess(finished, reading);
    const fitting = inOrder([...findings, ...remarks].map((finding) => weigh(c, finding)));
    if (open || fitting.some(({ grade }) => grade === 'fail')) continue;
    const own = gradeOf(fitting);
    const status = order.indexOf(reading.grade) > order.indexOf(own as 'pass') ? reading.grade : own;
    const reasons = [{ text: reading.because }, ...fitting.map(({ reason }) => reason)];
    return { judgement: { ...basis(finished), status, reasons }, reading };
  }
  return undefined;
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
