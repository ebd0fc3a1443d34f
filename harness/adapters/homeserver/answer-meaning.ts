import type { Trigger } from './description.ts';

export type AnswerMeaning = 'reached' | 'failed' | 'notAsked';

/** What an answer to a trigger means; undefined if the description does not say. The most exact pattern decides. */
export function meaningOf(
  trigger: Pick<Trigger, AnswerMeaning>,
  status: number,
  errcode: string | undefined,
): AnswerMeaning | undefined {
  const meanings = ['reached', 'failed', 'notAsked'] as const;
  const fitting = meanings.flatMap((meaning) =>
    trigger[meaning].map((pattern) => ({ meaning, exactness: exactness(pattern, status, errcode) })),
  );
  const [best] = fitting.sort((a, b) => b.exactness - a.exactness);
  return best && best.exactness > 0 ? best.meaning : undefined;
}

/** 0: the pattern does not fit. An errcode says more than a status. */
function exactness(pattern: string, status: number, errcode: string | undefined): number {
  const [wanted = '', code] = pattern.split(' ');
  const same = wanted === String(status);
  if (!same && wanted !== `${Math.floor(status / 100)}xx`) return 0;
  if (code !== undefined && code !== errcode) return 0;
  return 1 + (same ? 1 : 0) + (code === undefined ? 0 : 2);
}
