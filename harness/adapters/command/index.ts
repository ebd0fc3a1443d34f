/** One-shot commands: a program that is started anew for every question, and whose exit code is its answer. */
export { CommandAdapter } from './command-adapter.ts';
export { commandFields, isOneShot, type OneShot, USUAL_EXITS } from './description.ts';
