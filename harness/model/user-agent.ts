import type { HttpAnswer, Route } from './case.ts';
import { asciiLower } from './name.ts';

/** What a client with this User-Agent is answered; `null`: it sends none. */
export function answerFor(answer: HttpAnswer, userAgent: string | null): HttpAnswer {
  return answer.agents?.find(({ agent }) => fits(agent, userAgent ?? ''))?.answer ?? answer;
}

/** All that a route ever answers, whoever asks. */
export function answersOf({ answers }: Route): readonly HttpAnswer[] {
  return answers.flatMap((answer) => [answer, ...(answer.agents ?? []).map((one) => one.answer)]);
}

/** By the whole value, without letter case. `*` stands for any text; a pattern without any text is for those who send none. */
function fits(pattern: string, userAgent: string): boolean {
  const [first = '', ...others] = asciiLower(pattern).split('*');
  const text = asciiLower(userAgent);
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of others) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
