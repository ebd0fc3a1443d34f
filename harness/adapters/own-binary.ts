import { readTemplate } from './homeserver/index.ts';
import type { Implementation } from './implementation.ts';

/** Whether `{binary}` stands in what starts it: in its commands, its environment, or a template. */
export function usesBinary(implementation: Implementation): boolean {
  return wordsOf(implementation).some((word) => word.includes('{binary}'));
}

/** Every text in which the program that the user gives may stand. */
function wordsOf(implementation: Implementation): readonly string[] {
  const { env, folder } = implementation;
  // In a command line of the user's nothing is filled in.
  if (folder === undefined) return [];
  switch (implementation.kind) {
    case 'process':
    case 'command':
      return [...implementation.start, ...Object.values(env)];
    case 'homeserver': {
      const { server } = implementation;
      if ('url' in server) return [];
      const templates = Object.values(server.files).flatMap((template) => textOf(template, folder));
      return [...server.prepare.flat(), ...server.start, ...Object.values(env), ...templates];
    }
    default:
      return implementation satisfies never;
  }
}

/** Nothing of one that cannot be read, which is told when it is started. */
function textOf(template: string, folder: string): readonly string[] {
  try {
    return [readTemplate(template, folder)];
  } catch {
    return [];
  }
}
