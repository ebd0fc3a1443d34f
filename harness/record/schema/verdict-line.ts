import * as z from 'zod';
import { keysOf } from '../../base/index.ts';
import { FIELDS, STATUSES } from '../../judge/index.ts';
import { divergence } from './divergence.ts';
import { event } from './event.ts';
import { clauseIds } from './expectation.ts';
import {
  count,
  level,
  levelOrRecord,
  millis,
  object,
  optional,
  type Read,
  specVersion,
  text,
  truth,
} from './field.ts';
import { twin } from './world.ts';

export const status = z.enum(keysOf(STATUSES));

const claimedTarget = object({
  name: optional(z.string(), 'The name that it connects to.'),
  address: optional(z.string(), 'The address that it connects to.'),
  port: optional(z.number(), 'The port that it connects to.'),
  host: optional(z.string(), 'The Host header that it sends.'),
  tls_name: optional(z.string(), 'The name that it checks the certificate for.'),
});

const claim = z
  .discriminatedUnion('kind', [
    object({
      kind: z.literal('resolved').describe('It says that it found the server.'),
      targets: z.array(claimedTarget).describe('Where it says that it would connect to, in order.'),
      status: optional(z.number(), 'The status that it was answered.'),
    }),
    object({
      kind: z.literal('failed').describe('It says that it did not find the server.'),
      message: text('Its own words.'),
    }),
  ])
  .nullable()
  .meta({ id: 'claim' });

const field = z.enum(keysOf(FIELDS));

const reason = object({
  round: optional(z.int().min(1), 'The round that it is about, from 1, in a case with several.'),
  server: optional(z.string(), 'The server name that it is about, where several were asked for.'),
  field: optional(field, 'The field of the expectation that it is about.'),
  clause: optional(z.string(), 'The clause that was broken.'),
  level: optional(level, 'The level of that clause.'),
  text: text('One sentence, without addresses and times.'),
});

const roundVerdict = object({
  at: millis('When the round began, on the clock of the events.'),
  questions: z
    .array(
      object({
        server: text('The server name that was asked for.'),
        status: status.describe('What came of it.'),
        claim: claim.describe('What the implementation said; null: nothing.'),
      }),
    )
    .describe('One for each name, which were asked for at the same moment.'),
});

/** What came of one case with one implementation. */
export const verdictLine = object({
  type: z.literal('verdict').describe('The type of the line.'),
  id: text('Id of the case.'),
  implementation: text('Id of the implementation.'),
  title: text('Title of the case.'),
  twin: optional(twin, 'Of a derived case: what sets it apart from its parent.'),
  expected: truth('The status is what the baseline says, or what has to be.'),
  again: optional(
    z.literal(true),
    'It came of a second asking, since the first one was late. Where the case has a line with `again`, that was asked.',
  ),
  status: status.describe(
    '`lenient`: a tolerated reading. `noted`: the text is silent. `skip`: it could not be asked, or nothing would be proved. `error`: our own fault or the adapter’s.',
  ),
  level: levelOrRecord.describe('Level of the strongest clause that was broken, or of the case.'),
  clauses: clauseIds.describe('The clauses that were broken, or those of the case.'),
  reasons: z.array(reason).describe('What was not as expected, the gravest first; or why it was skipped.'),
  divergence: optional(divergence, 'Of a failure: where the behaviour first left the algorithm.'),
  because: optional(
    object({ case: text('Id of the case that decided it.') }),
    'Of a skip: the case that it rests on, where that did not come far enough.',
  ),
  claim: claim.describe(
    'What the implementation said; null: nothing. Of a case with rounds: where it was decided.',
  ),
  events: z.array(event).describe('What was seen, in the order of time.'),
  dropped: optional(z.int().min(1), 'So many events were seen besides, and are not kept.'),
  rounds: optional(z.array(roundVerdict), 'Of a case with rounds: those that were asked, in order.'),
  before: optional(
    object({
      version: specVersion.describe('The version before the case’s `since`.'),
      status: status.describe('The status by that version.'),
      level: levelOrRecord.describe('The level by that version.'),
      clauses: clauseIds.describe('The clauses by that version.'),
    }),
    'By the version before, where that demands something else of the same world.',
  ),
  stderr: optional(
    z.string(),
    'Of a failure or an error: what the implementation wrote to stderr while it was asked this and nothing else, the last 2 KiB.',
  ),
  ms: count('Milliseconds from the handing over to the verdict.'),
}).meta({ id: 'verdict' });

export type VerdictLine = Read<typeof verdictLine>;

const { type: _, expected: __, again: ___, because: ____, ...ofAnyAsking } = verdictLine.shape;

/** What came of a first asking that was late. */
export const lateLine = object({
  type: z.literal('late').describe('The type of the line.'),
  late: text('What was late: one sentence.'),
  pressure: optional(
    z.number().min(0).max(100),
    'Of the last ten seconds, the percentage in which somebody on the machine waited for a processor: a hint, which decides nothing.',
  ),
  ...ofAnyAsking,
  status: status.describe('What it would have been.'),
}).meta({ id: 'late' });

export type LateLine = Read<typeof lateLine>;
