import * as z from 'zod';
import { clauseIds } from './expectation.ts';
import {
  count,
  level,
  millis,
  object,
  optional,
  type Read,
  specVersion,
  text,
  texts,
  truth,
} from './field.ts';
import { status } from './verdict-line.ts';

/** The format that is written. */
export const FORMAT = 2;

const type = <Word extends string>(word: Word) => z.literal(word).describe('The type of the line.');
const implementation = text('Id of the implementation.');
const sha256 = z.string().regex(/^sha256:[0-9a-f]{64}$/);

export const runLine = object({
  type: type('run'),
  format: z.literal(FORMAT).describe('The format of the record.'),
  run: text('Id of the run: the name of its file.'),
  started: z.iso.datetime().describe('When it began.'),
  signpost: text('The version of Signpost.'),
  commit: optional(z.string(), 'The commit of its checkout. Left out: it is no checkout.'),
  library: optional(
    sha256,
    'Digest of the scenarios and clauses: what belongs together has the same. Left out: they were made for the run.',
  ),
  spec: specVersion.describe('The version of the specification that is judged by.'),
  node: text('The version of Node.'),
  platform: text('Operating system and processor: `linux x64`.'),
  kernel: text('The version of the kernel.'),
  trust: optional(
    z.literal(true),
    'Nothing was hidden from the programs under test: they could have read what is expected. Left out: it was hidden.',
  ),
  options: object({
    selectors: texts('The cases that were named. None: the whole library.'),
    level: z.enum(['all', 'must']).describe('Which failures count.'),
    patience: optional(z.number(), 'Seconds for cases about stalls.'),
    parallel: optional(z.number(), 'So many cases at once, at most.'),
    twins: truth('The cases bring their negative twins.'),
    shard: optional(z.string(), 'The part of the cases that is asked: `1/4`.'),
  }).describe('What was asked for on the command line.'),
  implementations: texts('The ids of the implementations, in the order of asking.'),
  cases: count('The cases that were selected, without the twins that they bring.'),
}).meta({ id: 'run' });

export const implementationLine = object({
  type: type('implementation'),
  implementation: text('Its id: stable from run to run.'),
  label: text('What people call it.'),
  name: text('What it calls itself.'),
  version: text('The version that it says it is. Empty: it did not start.'),
  kind: z
    .enum(['built-in', 'process', 'homeserver', 'command'])
    .describe(
      'How it is asked: in our own process, over stdin and stdout, as a client, or started for each question.',
    ),
  language: optional(z.string(), 'The language that it is written in.'),
  source: optional(z.string(), 'Where its source is.'),
  licence: optional(z.string(), 'Its licence.'),
  argv: optional(z.array(z.string()), 'The words of the command that starts it, where there is one.'),
  can: texts('What it is able to do: `claim`, `connect`, `signed`, `clock`.'),
}).meta({ id: 'implementation' });

export const askedLine = object({
  type: type('asked'),
  implementation,
  cases: count('How many cases it is going to be asked, twins included.'),
  digest: sha256.describe('Digest of their ids, sorted, each with a line feed behind it.'),
}).meta({ id: 'asked' });

export const findingLine = object({
  type: type('finding'),
  implementation,
  text: text(
    'What holds for its whole run: that it accepted an untrusted certificate, or why there are no verdicts.',
  ),
}).meta({ id: 'finding' });

export const stderrLine = object({
  type: type('stderr'),
  implementation,
  text: text('The last 64 KiB of what it wrote to stderr (a command: to stdout, too), made printable.'),
}).meta({ id: 'stderr' });

export const clausesLine = object({
  type: type('clauses'),
  clauses: z
    .array(
      object({
        id: text('Its id: `S33-a`.'),
        level: level.describe('How binding it is.'),
        text: text('What it says.'),
        link: text('Where the specification says it.'),
        page: optional(z.string(), 'The page on how it is read here, from the root of the project.'),
      }),
    )
    .describe('All that occur in the record.'),
}).meta({ id: 'clauses' });

const counts = object(
  Object.fromEntries(
    status.options.map((word) => [word, count(`Verdicts with the status ${word}.`)]),
  ) as Record<z.output<typeof status>, z.ZodInt>,
).meta({ id: 'counts' });

const conformance = object({
  meets: specVersion.nullable().describe('The newest version that it meets; null: none.'),
  missing: optional(
    object({
      version: specVersion.describe('The version that is missed.'),
      cases: texts('The cases that it fails.'),
      clauses: clauseIds.describe('The clauses that it breaks, those of most cases first.'),
    }),
    'What keeps it from the next version.',
  ),
  asked: count('Authored cases that told something.'),
  unasked: count('Authored cases that could not be asked.'),
});

export const endLine = object({
  type: type('end'),
  complete: z.literal(true).describe('The run came to its end.'),
  early: optional(
    z.literal(true),
    'It ended with the first verdict that was unexpected, as it was told to: not everybody was asked everything. Left out: they were.',
  ),
  counts: z.record(z.string(), counts).describe('By implementation and status.'),
  unexpected: count('Verdicts that are not as expected, and mistakes in baselines.'),
  problems: texts('Faults of our own, and why somebody was not judged.'),
  conformance: z
    .record(z.string(), conformance)
    .describe('By implementation, where the whole library ran: which version of the specification it meets.'),
  ms: millis('How long the run took.'),
}).meta({ id: 'end' });

export type RunHeader = Read<typeof runLine>;
export type ImplementationLine = Read<typeof implementationLine>;
export type AskedLine = Read<typeof askedLine>;
export type FindingLine = Read<typeof findingLine>;
export type StderrLine = Read<typeof stderrLine>;
export type ClausesLine = Read<typeof clausesLine>;
export type RecordedClause = ClausesLine['clauses'][number];
export type EndLine = Read<typeof endLine>;
