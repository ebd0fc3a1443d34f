import { z } from 'zod';
import type { Ability } from './adapter.ts';

/** How one implementation is built, started and described: `implementation.json`, or a command line given by the user. */
export interface Implementation {
  /** As given to `-i` and shown in reports. */
  readonly name: string;
  readonly title: string;
  /** Where `implementation.json` lies; absent for a command line. */
  readonly folder?: string;
  readonly version?: string;
  readonly licence?: string;
  readonly source?: string;
  readonly issues?: string;
  readonly language?: string;
  /** Overrides of what the process says in its `hello`. */
  readonly can?: readonly Ability[];
  readonly parallel?: number;
  readonly stallParallel?: number;
  readonly install?: Install;
  /** argv; `{cache}` is the install folder, `{here}` the folder of `implementation.json`. */
  readonly start: readonly string[];
  /** Added to the environment; the same placeholders. */
  readonly env: Readonly<Record<string, string>>;
  /** Programs that must be on PATH to run it. */
  readonly needs: readonly string[];
  /** Seconds from the start to its `hello`. */
  readonly startSeconds: number;
}

export interface Install {
  /** Files or folders of the implementation's folder, copied into the install folder first. */
  readonly copy: readonly string[];
  /** Commands, run one after the other in the install folder. The same placeholders as `start`. */
  readonly steps: readonly (readonly string[])[];
  /** Programs that must be on PATH to build it. */
  readonly needs: readonly string[];
  /** Paths in the install folder that must exist afterwards. */
  readonly provides: readonly string[];
}

export const START_SECONDS = 20;

const text = z.string().min(1);
const url = z.string().regex(/^https:\/\/\S+$/, 'must be an https:// address');
const argv = z.array(text).min(1);
const count = z.int().min(1).max(1024);
/** Inside the folder it is relative to: an install must not write elsewhere. */
const innerPath = text.refine(
  (path) => !path.startsWith('/') && !path.split(/[\\/]/).includes('..'),
  'must be a relative path without ..',
);

const installSchema = z.strictObject({
  copy: z.array(innerPath).default([]),
  steps: z.array(argv).min(1),
  needs: z.array(text).default([]),
  provides: z.array(innerPath).min(1),
});

/** `implementation.json`. Kinds other than `process` are told apart before, so that they can be refused by name. */
export const manifestSchema = z.strictObject({
  $schema: text.optional(),
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]*$/, 'must be lower-case letters, digits, ".", "_" and "-"'),
  kind: z.literal('process'),
  title: text,
  version: text.optional(),
  licence: text.optional(),
  source: url.optional(),
  issues: url.optional(),
  language: text.optional(),
  can: z
    .array(z.enum(['claim', 'connect', 'clock']))
    .min(1)
    .optional(),
  parallel: count.optional(),
  stallParallel: count.optional(),
  install: installSchema.optional(),
  start: argv,
  env: z.record(z.string(), z.string()).default({}),
  needs: z.array(text).default([]),
  startSeconds: z.number().positive().max(600).default(START_SECONDS),
});

/** What Signpost will drive one day, and does not yet. */
export const LATER_KINDS = ['homeserver', 'command', 'browser'];

/** Every field there is, for a word about one that is misspelt. */
export const manifestFields = [manifestSchema, installSchema].flatMap((schema) => Object.keys(schema.shape));
