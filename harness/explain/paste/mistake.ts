import { excerpt } from '../../base/index.ts';
import { type Position, ScenarioError } from '../../scenario/index.ts';
import { shownText } from './paste-text.ts';

/** What cannot be read in a paste: what it is taken for, and what to paste instead. */
export function mistake(at: Position, what: string, hint: string): ScenarioError {
  return new ScenarioError({ code: 'bad-value', what, hint }, at);
}

/** What somebody pasted, in quotes, for a sentence. */
export const quoted = (text: string): string => JSON.stringify(excerpt(shownText(text), 60));
