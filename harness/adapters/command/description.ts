import * as z from 'zod';
import { argv } from '../manifest-field.ts';

/** A program that is started anew for every question, and whose exit code is its answer. */
export interface OneShot {
  /** argv; `{server}`, `{method}`, `{path}`, `{body}`, `{seconds}` and `{budget_ms}` are those of the question. */
  readonly start: readonly string[];
  /** Exit codes that show that the request was answered. */
  readonly reached: readonly number[];
  /** Exit codes that come before anything was tried, and so prove nothing. */
  readonly notAsked: readonly number[];
  /** Exit codes of a program that is broken itself. Every code that is in no list is a failure to reach the server. */
  readonly broken: readonly number[];
}

/** 126 and 127 are a shell's own: what it was to start could not be started. */
export const USUAL_EXITS = { reached: [0], notAsked: [], broken: [126, 127] } as const;

const exits = z.array(z.int().min(0).max(255));

/** The fields of `implementation.json` that only a command has. */
export const commandFields = {
  start: argv,
  reached: exits.min(1).default([...USUAL_EXITS.reached]),
  notAsked: exits.default([...USUAL_EXITS.notAsked]),
  broken: exits.default([...USUAL_EXITS.broken]),
};

/** Whether a command line of the user's is meant to be started for every question. */
export function isOneShot(words: readonly string[]): boolean {
  return words.some((word) => word.includes('{server}'));
}
