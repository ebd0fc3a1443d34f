import type { About, Adapter, Answer } from '../adapters/index.ts';
import { isClaim, isDecided, type Judgement, judge, type Verdict } from '../judge/index.ts';
import type { Case } from '../scenario/index.ts';
import type { Outcome } from '../spec/index.ts';
import type { OpenCase, World } from '../world/index.ts';

export interface CaseBudget {
  /** Milliseconds from the handing over to the end. */
  readonly ms: number;
  /** Chosen long enough by the user: staying undecided in a case about stalls is judged. */
  readonly patient: boolean;
}

/** Everything about a verdict but what only the run knows: who was asked, and whether it was expected. */
export type CaseResult = Judgement & Pick<Verdict, 'claim' | 'events' | 'ms'>;

/** Opens the case, asks once, and watches the wire until the matter is decided or the budget is used up. */
export async function runCase(
  world: World,
  adapter: Adapter,
  c: Case,
  outcome: Outcome,
  budget: CaseBudget,
): Promise<CaseResult> {
  await using open = await world.open(c, { signer: adapter.about.signer });
  const started = performance.now();
  const ending = await watch(open, adapter, c, outcome, budget);
  const ms = performance.now() - started;
  await open.flush();
  const judgement = judge({
    case: c,
    outcome,
    about: adapter.about,
    events: open.events,
    answer: ending.answer,
    ended: ending.how,
    budgetMs: budget.ms,
    patient: budget.patient,
    loopLagMs: open.worstLag(),
    droppedQuestions: await open.droppedQuestions(),
  });
  const { answer } = ending;
  const claim = isClaim(answer) ? answer : null;
  return { ...judgement, claim, events: [...open.events], ms: Math.round(ms) };
}

interface Ending {
  readonly how: 'settled' | 'budget';
  readonly answer: Answer | null;
}

/** An answer is not the end: what decides is the wire, until nothing more can change the verdict. */
async function watch(
  open: OpenCase,
  adapter: Adapter,
  c: Case,
  outcome: Outcome,
  budget: CaseBudget,
): Promise<Ending> {
  const abort = new AbortController();
  let answer: Answer | null = null;
  const ending = new Promise<Ending['how']>((resolve) => {
    let settling: NodeJS.Timeout | undefined;
    const overall = setTimeout(() => end('budget'), budget.ms);
    const end = (how: Ending['how']) => {
      clearTimeout(overall);
      clearTimeout(settling);
      resolve(how);
    };
    const look = () => {
      const state = stateOf(open, adapter.about, c, outcome, answer);
      if (state === 'open') return;
      if (state === 'decided') return end('settled');
      settling ??= setTimeout(() => end('settled'), state.ms);
    };
    open.onEvent(look);
    open.handOver();
    adapter
      .ask({ server: c.server, budgetMs: budget.ms, request: c.request }, abort.signal)
      .then((given) => {
        answer = given;
        look();
      })
      .catch((error: unknown) => {
        if (abort.signal.aborted) return;
        answer = { kind: 'error', code: 'adapter-threw', message: String(error) };
        look();
      });
  });
  const how = await ending;
  open.onEvent(() => {});
  abort.abort(new Error('the case has ended'));
  return { how, answer };
}

function stateOf(open: OpenCase, about: About, c: Case, outcome: Outcome, answer: Answer | null) {
  return isDecided({ case: c, outcome, events: open.events, answer, about });
}
