import { resolve } from 'node:path';
import * as z from 'zod';
import { keysOf } from '../base/index.ts';
import { ABILITIES, type Ability } from './ability.ts';
import { commandFields, type OneShot } from './command/index.ts';
import {
  type Attached,
  homeserverFields,
  type Launch,
  type Trigger,
  triggerSchema,
} from './homeserver/index.ts';
import { argv, count, innerPath, line, text, url } from './manifest-field.ts';

/** How one implementation is built, asked and described: `implementation.json`, or what the user gave instead of one. */
export type Implementation = ProcessImplementation | HomeserverImplementation | CommandImplementation;

/** A program that speaks JSON Lines on its stdin and stdout. */
export interface ProcessImplementation extends Described {
  readonly kind: 'process';
  /** argv; see `Places` for what may stand in it. */
  readonly start: readonly string[];
}

/** A homeserver that is started in a data folder of its own, or was started by the user, and is asked over HTTP. */
export interface HomeserverImplementation extends Described {
  readonly kind: 'homeserver';
  /** How to start it, or where the user's own listens. */
  readonly server: Launch | Attached;
  /** Requests of a client that make it contact a server, by name; the first one is what is asked by default. */
  readonly triggers: Readonly<Record<string, Trigger>>;
  /** Path of its own key document, if it signs what it sends. */
  readonly signer?: string;
}

/** A program that is started anew for every question. */
export interface CommandImplementation extends Described, OneShot {
  readonly kind: 'command';
}

/** What all kinds have in common. */
export interface Described {
  /** As shown in reports. */
  readonly name: string;
  /** What the user gave to `-i`, for hints that can be copied; its name where nobody typed it. */
  readonly typed?: string;
  readonly title: string;
  /** Where `implementation.json` lies; absent for a command line. */
  readonly folder?: string;
  readonly version?: string;
  readonly licence?: string;
  readonly source?: string;
  readonly issues?: string;
  readonly language?: string;
  /** What it can, and how much at once: over what a process says of itself. */
  readonly can?: readonly Ability[];
  readonly parallel?: number;
  readonly stallParallel?: number;
  readonly forgets?: boolean;
  readonly install?: Install;
  /** Added to the environment; with placeholders, as in `start`. */
  readonly env: Readonly<Record<string, string>>;
  /** Programs that must be on PATH to run it. */
  readonly needs: readonly string[];
  /** The program that `{binary}` stands for, where the user gave one. */
  readonly binary?: string;
  /** Seconds from the start until it can be asked. */
  readonly startSeconds: number;
  /** It has to be user 0 in its namespaces; else it is an ordinary user. */
  readonly root?: boolean;
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

const installSchema = z.strictObject({
  copy: z.array(innerPath).default([]),
  steps: z.array(argv).min(1),
  needs: z.array(text).default([]),
  provides: z.array(innerPath).min(1),
});

/** The fields of `implementation.json` that every kind has. */
const described = {
  $schema: text.optional(),
  name: z.string().regex(/^[a-z0-9][a-z0-9._-]*$/, 'must be lower-case letters, digits, ".", "_" and "-"'),
  title: line,
  version: line.optional(),
  licence: line.optional(),
  source: url.optional(),
  issues: url.optional(),
  language: line.optional(),
  can: z
    .array(z.enum(keysOf(ABILITIES)))
    .min(1)
    .optional(),
  parallel: count.optional(),
  stallParallel: count.optional(),
  forgets: z.boolean().optional(),
  install: installSchema.optional(),
  env: z.record(z.string(), z.string()).default({}),
  needs: z.array(text).default([]),
  startSeconds: z.number().positive().max(600).default(START_SECONDS),
  root: z.boolean().optional(),
};

const processSchema = z.strictObject({ ...described, kind: z.literal('process'), start: argv });
const homeserverSchema = z.strictObject({
  ...described,
  kind: z.literal('homeserver'),
  ...homeserverFields,
});

const commandSchema = z.strictObject({ ...described, kind: z.literal('command'), ...commandFields });

/** `implementation.json`, kind by kind. */
export const manifestSchemas = {
  process: processSchema,
  homeserver: homeserverSchema,
  command: commandSchema,
};

/** What Signpost will drive one day, and does not yet. */
export const LATER_KINDS = ['browser'];

/** Every field there is, for a word about one that is misspelt. */
export const manifestFields = [...Object.values(manifestSchemas), installSchema, triggerSchema].flatMap(
  (schema) => Object.keys(schema.shape),
);

/** Whether somebody else started it, and will end it. */
export function isAttached(implementation: Implementation): boolean {
  return implementation.kind === 'homeserver' && 'url' in implementation.server;
}

/** With the program that `{binary}` stands for: a name on PATH, or a path, which counts from the working directory. */
export function withBinary<I extends Implementation>(implementation: I, binary: string | undefined): I {
  if (binary === undefined) return implementation;
  return { ...implementation, binary: binary.includes('/') ? resolve(binary) : binary };
}
