import { setMaxListeners } from 'node:events';
import type { Adapter } from '../adapters/index.ts';
import { patience } from '../base/index.ts';
import type { Answer, Claim, Event } from '../evidence/index.ts';
import { isClaim } from '../evidence/index.ts';
import {
  attributeEvents,
  type EarlierVerdict,
  type Evidence,
  eventsOfRound,
  type FinishedCase,
  isDecided,
  type Judgement,
  judge,
  judgeRounds,
  latest,
  type RoundVerdict,
  type Verdict,
  wentWell,
  withoutEchoes,
} from '../judge/index.ts';
import type { Case } from '../model/index.ts';
import { questionBefore, type RoundQuestion } from '../oracle/index.ts';
import type { OpenCase, World } from '../world/index.ts';

export interface CaseBudget {
  /** Milliseconds from the handing over to the end, for each round; more of them while this thread is busy (`patience`). */
  readonly ms: number;
  /** Chosen long enough by the user: staying undecided in a case about stalls is judged. */
  readonly patient: boolean;
}

/** Everything about a verdict but what only the run knows: who was asked, and whether it was expected. */
export type CaseResult = Judgement &
  Pick<Verdict, 'claim' | 'events' | 'ms' | 'rounds' | 'before' | 'because' | 'stderr'>;

/** One round of a case in its open world, with the implementation that is asked. */
interface Sitting {
  readonly open: OpenCase;
  readonly adapter: Adapter;
  readonly budget: CaseBudget;
  readonly asked: readonly RoundQuestion[];
  readonly settling: () => void;
  /** When the round began, on the clock of the events. */
  readonly at: number;
  readonly earlier: readonly RoundQuestion[];
}

const MORE_QUESTIONS = 'asked more DNS questions than are recorded';

/**
 * Opens the case and asks its questions, round by round, as long as all goes well. `settling` is called once the
 * implementation has answered for good and only the wire is still watched.
 */
export async function runCase(
  world: Pick<World, 'open'>,
  adapter: Adapter,
  c: Case,
  rounds: readonly (readonly RoundQuestion[])[],
  budget: CaseBudget,
  settling: () => void = () => {},
): Promise<CaseResult> {
  await using open = await world.open(c, { signer: adapter.about.signer });
  const started = performance.now();
  open.handOver();
  const done: JudgedRound[] = [];
  for (const [index, asked] of rounds.entries()) {
    const round = c.rounds?.[index];
    if (round !== undefined && index > 0) await open.change(round);
    const at = index === 0 ? 0 : open.elapsed();
    const earlier = rounds.slice(0, index).flat();
    const last = index === rounds.length - 1 && !adapter.about.answersEarly;
    const judged = await runRound({
      open,
      adapter,
      budget,
      asked,
      at,
      earlier,
      settling: last ? settling : () => {},
    });
    done.push(judged);
    if (!judged.questions.every(({ judgement }) => wentWell(judgement))) break;
  }
  const ms = Math.round(performance.now() - started);
  const judgement = judgeRounds(
    c,
    done.map(({ questions }) => questions),
  );
  const all = done.flatMap(({ questions }) => questions);
  const decisive = all.find((one) => one.judgement.status === judgement.status) ?? all[0];
  const before = all.find((one) => one.before)?.before;
  const isTold = judgement.status === 'fail' || judgement.status === 'error';
  const flood = open.untoldQuestions > 0 ? [{ text: MORE_QUESTIONS }] : [];
  return {
    ...judgement,
    reasons: [...judgement.reasons, ...flood],
    claim: decisive?.claim ?? null,
    events: [...open.events],
    ...(before && { before }),
    ...(isTold && decisive?.stderr !== undefined && { stderr: decisive.stderr }),
    ms,
    ...(c.rounds !== undefined && { rounds: done.map(told) }),
  };
}

interface JudgedRound {
  readonly at: number;
  readonly questions: readonly JudgedQuestion[];
}

interface JudgedQuestion {
  readonly server: string;
  readonly judgement: Judgement;
  readonly claim: Verdict['claim'];
  readonly stderr?: string;
  readonly before?: EarlierVerdict;
}

function told({ at, questions }: JudgedRound): RoundVerdict {
  return {
    at: Math.round(at * 1000) / 1000,
    questions: questions.map(({ server, judgement, claim }) => ({ server, status: judgement.status, claim })),
  };
}

/** Asks for all names of the round at the same moment, and watches the wire until the matter is decided or the budget is used up. */
async function runRound(sitting: Sitting): Promise<JudgedRound> {
  const { open, budget, at } = sitting;
  const { ended, answers } = await watch(sitting);
  await open.flush();
  const droppedQuestions = await open.droppedQuestions();
  const hearings = hearingsOf(sitting, answers);
  const questions = hearings.map((hearing): JudgedQuestion => {
    const trial: FinishedCase = {
      ...hearing,
      ended,
      budgetMs: budget.ms,
      patient: budget.patient,
      loopLagMs: open.worstLag(),
      droppedQuestions,
    };
    const { answer } = hearing;
    const before = judgeBefore(trial);
    return {
      server: hearing.case.server,
      judgement: judge(trial),
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
function judgeBefore(trial: FinishedCase): EarlierVerdict | undefined {
  const question = questionBefore(trial.case);
  if (question === undefined) return undefined;
  const { status, level, clauses } = judge({ ...trial, case: question.case, outcome: question.outcome });
  return { version: question.version, status, level, clauses };
}

type Answers = readonly (Answer | null)[];

/** What is known of each name of the round, in the order of asking. */
function hearingsOf({ open, adapter, asked, at, earlier }: Sitting, answers: Answers): readonly Evidence[] {
  const { about } = adapter;
  const seen: readonly Event[] = at === 0 ? open.events : eventsOfRound(open.events, at);
  const scene = about.answersEarly ? withoutEchoes(seen, asked, earlier) : seen;
  const shares = attributeEvents(asked, scene);
  return asked.map(({ case: c, outcome }, index) => ({
    case: c,
    outcome,
    about,
    events: shares[index] ?? scene,
    scene,
    answer: answers[index] ?? null,
  }));
}

interface Ending {
  readonly ended: 'settled' | 'budget';
  readonly answers: Answers;
}

/** An answer is not the end: what decides is the wire, until nothing more can change the verdict. */
async function watch(sitting: Sitting): Promise<Ending> {
  const { open, adapter, budget, asked } = sitting;
  const abort = new AbortController();
  setMaxListeners(asked.length * 2 + 10, abort.signal);
  const answers: (Answer | null)[] = asked.map(() => null);
  const ending = new Promise<Ending['ended']>((resolve) => {
    let settling: NodeJS.Timeout | undefined;
    const overall = patience(budget.ms, () => end('budget'));
    const end = (how: Ending['ended']) => {
      clearInterval(overall);
      clearTimeout(settling);
      resolve(how);
    };
    const look = () => {
      const state = latest(hearingsOf(sitting, answers).map(isDecided));
      if (state === 'open') return;
      if (state === 'decided') return end('settled');
      if (settling !== undefined) return;
      settling = setTimeout(() => end('settled'), state.ms);
      sitting.settling();
    };
    open.onEvent(look);
    // What was seen may not be judged any more: waiting for the rest would only take time.
    open.onFailure(() => end('budget'));
    for (const [index, { case: c }] of asked.entries()) {
      adapter
        .ask({ server: c.server, budgetMs: budget.ms, request: c.request }, abort.signal)
        .then((given) => {
          answers[index] = given;
          look();
        })
        .catch((error: unknown) => {
          if (abort.signal.aborted) return;
          answers[index] = { kind: 'error', code: 'adapter-threw', message: String(error) };
          look();
        });
    }
  });
  const ended = await ending;
  open.onEvent(() => {});
  open.onFailure(() => {});
  abort.abort(new Error('the case has ended'));
  return { ended, answers };
}
