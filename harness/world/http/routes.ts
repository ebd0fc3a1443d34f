import { answerFor, type HttpAnswer, type Route, type Site } from '../../model/index.ts';

const turns = new WeakMap<Route, number>();

/**
 * The answer that is due for a request target (path and query, or an absolute URL) and a User-Agent; undefined if none is
 * declared.
 */
export function nextAnswer(
  { routes }: Site,
  target: string,
  userAgent: string | null = null,
): HttpAnswer | undefined {
  const path = originForm(target);
  const route =
    routes.find((one) => one.path === path) ?? routes.find((one) => one.path === withoutQuery(path));
  if (route === undefined) return undefined;
  const turn = turns.get(route) ?? 0;
  turns.set(route, turn + 1);
  const answer = route.answers[Math.min(turn, route.answers.length - 1)];
  return answer && answerFor(answer, userAgent);
}

export function withoutQuery(path: string): string {
  const mark = path.indexOf('?');
  return mark < 0 ? path : path.slice(0, mark);
}

/** RFC 9112 3.2.2: a server accepts the absolute form as well. */
export function originForm(target: string): string {
  return target.replace(/^https?:\/\/[^/?#]*/i, '') || '/';
}
