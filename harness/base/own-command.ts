import { notedCall } from './called-as.mjs';
import { shellWord } from './shell-word.ts';

/** A command of ours as the user can paste it: called as this one was, each word quoted as a shell wants it. */
export function ownCommand(...words: readonly string[]): string {
  return [...notedCall(), ...words].map(shellWord).join(' ');
}

/** The same in a text of ours, such as examples, in which `signpost` stands for however we were called. */
export function asCalled(text: string): string {
  return text.replace(/(?<![\w./:@-])signpost(?= )/g, ownCommand());
}
