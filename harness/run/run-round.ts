import { type Answer, type Claim, isClaim } from '../evidence/index.ts';
import {
  type EarlierVerdict,
  type FinishedCase,
  type Judgement,
  judge,
  type Verdict,
} from '../judge/index.ts';
import { questionBefore } from '../oracle/index.ts';
import { evidenceOf, finishedOf, type OpenRound } from './open-round.ts';
import { watchRound } from './watch-round.ts';

export interface JudgedRound {
  /** When it began, in milliseconds on the clock of the events. */
  readonly at: number;
  readonly questions: readonly JudgedQuestion[];
}

export interface JudgedQuestion {
  readonly server: string;
  readonly judgement: Judgement;
  readonly claim: Verdict['claim'];
  /** What it wrote while it was asked this and nothing else. */
  readonly stderr?: string;
  readonly before?: EarlierVerdict;
}

/** Asks for all names of the round at the same moment, and judges each once the matter is decided or the budget is used up. */
export async function runRound(round: OpenRound): Promise<JudgedRound> {
  const { open, at } = round;
  const { ended, answers } = await watchRound(round);
  await open.flush();
  const droppedQuestions = await open.droppedQuestions();
  const questions = evidenceOf(round, answers).map((evidence): JudgedQuestion => {
    const finished = finishedOf(round, evidence, ended, droppedQuestions);
    const { answer } = evidence;
    const before = judgeBefore(finished);
    return {
      server: evidence.case.server,
      judgement: judge(finished),
      claim: isClaim(answer) ? withoutStderr(answer) : null,
      ...(answer?.stderr !== undefined && { stderr: answer.stderr }),
      ...(before && { before }),
    };
  });
  return { at, questions };
}

function withoutStderr({ stderr: _, ...claim }: Answer & Claim): Claim {
  return claim;
}

/** The same evidence by the version before the case was true. */
function judgeBefore(finished: FinishedCase): EarlierVerdict | undefined {
  const question = questionBefore(finished.case);
  if (question === undefined) return undefined;
  const { status, level, clauses, late } = judge({
    ...finished,
    case: question.case,
    outcome: question.outcome,
  });
  // What does not stand is nothing to compare with.
  if (late !== undefined) return undefined;
  return { version: question.version, status, level, clauses };
}
