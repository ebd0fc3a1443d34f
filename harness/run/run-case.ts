import type { Adapter } from '../adapters/index.ts';
import { judgeRounds, type Reason, type RoundVerdict, wentWell } from '../judge/index.ts';
import type { Case } from '../model/index.ts';
import type { RoundQuestion } from '../oracle/index.ts';
import type { World } from '../world/index.ts';
import type { CaseBudget } from './case-budget.ts';
import { type CaseResult, skippedResult } from './case-result.ts';
import { isOfFlood, moreThanRecorded } from './more-than-recorded.ts';
import { type JudgedRound, runRound } from './run-round.ts';

/** What a case asks, round by round, each with what the oracle says of it. */
export type AskedRounds = readonly (readonly RoundQuestion[])[];

export interface CaseManner {
  /** Called once the implementation has answered for good and only the wire is still watched. */
  readonly settling?: () => void;
  /** Once aborted, the case ends at once, and what comes of it says nothing. */
  readonly stop?: AbortSignal | undefined;
}

/** Opens the case and asks its questions, round by round, as long as all goes well. */
export async function runCase(
  world: Pick<World, 'open'>,
  adapter: Adapter,
  c: Case,
  rounds: AskedRounds,
  budget: CaseBudget,
  { settling = () => {}, stop }: CaseManner = {},
): Promise<CaseResult> {
  await using open = await world.open(c, {
    signer: adapter.about.signer,
    ...(c.again && { certificates: 'unkept' as const }),
  });
  const started = performance.now();
  open.handOver();
  const done: JudgedRound[] = [];
  const losses = adapter.losses();
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
      stop,
    });
    done.push(judged);
    // What was late says nothing that another round could rest on.
    if (
      stop?.aborted ||
      !judged.questions.every(({ judgement }) => wentWell(judgement) && judgement.late === undefined)
    )
      break;
  }
  const ms = Math.round(performance.now() - started);
  const result = resultOf(c, done, moreThanRecorded(open.untold));
  // Whoever was begun anew between two rounds is asked as a new process would be.
  const lost = c.needs.includes('memory') && done.length > 1 && adapter.losses() > losses;
  if (lost && result.status === 'fail')
    return { ...skippedResult(c, { kind: 'memory' }), events: [...open.events], ms };
  return { ...(open.untold.unserved > 0 ? unserved(result) : result), events: [...open.events], ms };
}

type Result = Omit<CaseResult, 'events' | 'ms'>;

/** Whoever floods until nobody listens has not shown that it does nothing wrong. What was seen to be wrong stays that. */
export function unserved({ late: _, ...result }: Result): Result {
  if (result.status === 'fail' || result.status === 'error') return result;
  return { ...result, status: 'error', reasons: result.reasons.filter(isOfFlood) };
}

function resultOf(c: Case, done: readonly JudgedRound[], more: readonly Reason[]): Result {
  const judgement = judgeRounds(
    c,
    done.map(({ questions }) => questions),
  );
  const all = done.flatMap(({ questions }) => questions);
  const decisive = all.find((one) => one.judgement.status === judgement.status) ?? all[0];
  const before = all.find((one) => one.before)?.before;
  const isTold = judgement.status === 'fail' || judgement.status === 'error';
  return {
    ...judgement,
    reasons: [...judgement.reasons, ...more],
    claim: decisive?.claim ?? null,
    ...(before && { before }),
    ...(isTold && decisive?.stderr !== undefined && { stderr: decisive.stderr }),
    ...(c.rounds !== undefined && { rounds: done.map(told) }),
  };
}

function told({ at, questions }: JudgedRound): RoundVerdict {
  return {
    at: Math.round(at * 1000) / 1000,
    questions: questions.map(({ server, judgement, claim }) => ({ server, status: judgement.status, claim })),
  };
}
