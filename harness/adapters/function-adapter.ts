import type { Answer, Question } from '../evidence/index.ts';
import type { About, Adapter } from './adapter.ts';
import { abortable } from './patience.ts';

export type AnswerQuestion = (question: Question, signal: AbortSignal) => Promise<Answer>;

/** An implementation that lives in this process. `reset` drops its caches, where it has any. */
export function functionAdapter(
  about: About,
  answer: AnswerQuestion,
  reset: () => Promise<void> = async () => {},
): Adapter {
  let losses = 0;
  return {
    about,
    ask: async (question, signal) => {
      signal.throwIfAborted();
      return abortable(answered(answer, question, signal), signal);
    },
    async reset() {
      losses++;
      await reset();
    },
    losses: () => losses,
    stderr: () => '',
    async [Symbol.asyncDispose]() {},
  };
}

async function answered(answer: AnswerQuestion, question: Question, signal: AbortSignal): Promise<Answer> {
  try {
    return await answer(question, signal);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      kind: 'error',
      code: 'adapter-threw',
      message: `the resolver threw instead of answering: ${message}`,
    };
  }
}
