import { setMaxListeners } from 'node:events';
import type { Answer } from '../evidence/index.ts';
import { canDecide, isDecided, latest } from '../judge/index.ts';
import { type Answers, evidenceOf, type OpenRound } from './open-round.ts';
import { paced } from './paced.ts';
import { roundBudget } from './round-budget.ts';

export interface Ending {
  readonly ended: 'settled' | 'budget';
  readonly answers: Answers;
}

/** An answer is not the end: what decides is the wire, until nothing more can change the verdict. */
export async function watchRound(round: OpenRound): Promise<Ending> {
  const { open, asked, stop: stopped } = round;
  const abort = new AbortController();
  setMaxListeners(asked.length * 2 + 10, abort.signal);
  const answers: (Answer | null)[] = asked.map(() => null);
  const cases = asked.map((one) => one.case);
  const ending = new Promise<Ending['ended']>((resolve) => {
    let settling: NodeJS.Timeout | undefined;
    const stop = roundBudget(round, answers, () => {
      looks.atOnce();
      end('budget');
    });
    const end = (how: Ending['ended']) => {
      stop();
      looks.stop();
      clearTimeout(settling);
      resolve(how);
    };
    const look = () => {
      // Without an answer to each name nothing ends, whatever is seen.
      if (answers.includes(null)) return;
      const state = latest(evidenceOf(round, answers).map(isDecided));
      if (state === 'open') return;
      if (state === 'decided') return end('settled');
      if (settling !== undefined) return;
      settling = setTimeout(() => end('settled'), state.ms);
      round.settling();
    };
    const looks = paced(look, () => open.events.length);
    open.onEvent((event) => {
      if (!answers.includes(null) && canDecide(event, cases)) looks.soon();
    });
    // What was seen may not be judged any more: waiting for the rest would only take time.
    open.onFailure(() => end('budget'));
    stopped?.addEventListener('abort', () => end('budget'), { once: true, signal: abort.signal });
    if (stopped?.aborted) return end('budget');
    askAll(round, abort.signal, (index, answer) => {
      answers[index] = answer;
      looks.soon();
    });
  });
  const ended = await ending;
  open.onEvent(() => {});
  open.onFailure(() => {});
  abort.abort(new Error('the case has ended'));
  return { ended, answers };
}

/** Asks for all names at the same moment, and tells each answer with the place of its name. */
function askAll(
  { adapter, budget, asked }: OpenRound,
  signal: AbortSignal,
  answered: (index: number, answer: Answer) => void,
): void {
  for (const [index, { case: c }] of asked.entries()) {
    adapter
      .ask({ server: c.server, budgetMs: budget.ms, request: c.request }, signal)
      .then((answer) => answered(index, answer))
      .catch((error: unknown) => {
        if (signal.aborted) return;
        answered(index, { kind: 'error', code: 'adapter-threw', message: String(error) });
      });
  }
}
