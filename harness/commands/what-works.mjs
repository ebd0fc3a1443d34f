/** Which verbs go without a sandbox. Plain JavaScript, because it is said before TypeScript is loaded. */
import { VERBS } from './verbs.mjs';

/** @type {readonly import('./cli/verb.ts').Verb[]} */
const shown = VERBS.filter(({ hidden = false }) => !hidden);
const inside = shown.filter((verb) => verb.inside || verb.forSandbox);
const names = (/** @type {readonly { name: string }[]} */ verbs) => verbs.map(({ name }) => name).join(' ');

/** `list lint show … work here, run smoke … do not`: the beginning of a sentence, or the end of one. */
export const WHAT_WORKS = `${names(shown.filter((verb) => !inside.includes(verb)))} work here, ${names(inside)} do not`;
