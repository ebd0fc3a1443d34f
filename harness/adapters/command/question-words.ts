import type { Question } from '../../evidence/index.ts';
import { withoutDoubled } from '../placed.ts';

const PLAIN_PATH = '/_matrix/federation/v1/version';

/** The argv for one question; a sentence if the command has no place for what is asked. */
export function wordsFor(start: readonly string[], question: Question): readonly string[] | string {
  const { server, request, budgetMs } = question;
  if (request.kind === 'trigger') return `it cannot be asked for "${request.trigger}", as a homeserver can`;
  const values: Readonly<Record<string, string>> = {
    server,
    method: request.method,
    path: request.path,
    body: request.body ?? '',
    // Rounded up: a program that gives up at 0 seconds never asks.
    seconds: String(Math.max(1, Math.ceil(budgetMs / 1000))),
    budget_ms: String(budgetMs),
  };
  const usual: Readonly<Record<string, string>> = { method: 'GET', path: PLAIN_PATH, body: '' };
  for (const [name, value] of Object.entries(usual)) {
    if (values[name] === value || start.some((word) => word.includes(`{${name}}`))) continue;
    return `its command has no {${name}}, and so cannot be told to send ${request.method} ${request.path}`;
  }
  if (Object.values(values).some((value) => value.includes('\0'))) {
    return 'a name with a NUL cannot stand in a command line';
  }
  return start.map((word) =>
    withoutDoubled(word, (part) =>
      part.replace(
        /\{(server|method|path|body|seconds|budget_ms)\}/g,
        (_, name: string) => values[name] ?? '',
      ),
    ),
  );
}
