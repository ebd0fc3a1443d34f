import * as z from 'zod';
import { caseLine } from './case-line.ts';
import type { Read } from './field.ts';
import {
  askedLine,
  clausesLine,
  endLine,
  findingLine,
  implementationLine,
  runLine,
  stderrLine,
} from './lines.ts';
import { lateLine, verdictLine } from './verdict-line.ts';

/** Every type of line, in the order in which the first of each can come. */
export const lineSchemas = {
  run: runLine,
  implementation: implementationLine,
  finding: findingLine,
  asked: askedLine,
  case: caseLine,
  late: lateLine,
  verdict: verdictLine,
  stderr: stderrLine,
  clauses: clausesLine,
  end: endLine,
} as const;

export type LineType = keyof typeof lineSchemas;

/** One line of a record. */
export const recordLine = z.union(Object.values(lineSchemas));

export type RecordLine = Read<typeof recordLine>;
