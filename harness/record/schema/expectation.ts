import * as z from 'zod';
import { keysOf } from '../../base/index.ts';
import { READING_GRADES } from '../../model/index.ts';
import { count, listenerName, object, optional, step, text, texts, truth } from './field.ts';

const connection = object({
  to: z.tuple([listenerName], listenerName).describe('Listeners, as `label:port`, any of which will do.'),
  host: text('The Host header, with its port where there is one.'),
  cert: text('The name or address that the certificate has to be valid for.'),
  sni: optional(
    z.string().nullable(),
    'The name in the ClientHello; null: none. Left out: `cert`, if that is a name.',
  ),
  destination: optional(z.string(), 'The destination in X-Matrix.'),
}).meta({ id: 'connection' });

const clause = optional(
  z.string(),
  'The clause that is broken otherwise. Left out: the weakest of the case that is scored.',
);

const pattern = z
  .discriminatedUnion('kind', [
    object({
      kind: z.literal('dns').describe('The kind of event.'),
      type: text('The type that is asked for.'),
      name: text('The name that is asked for.'),
      text: text('The pattern as it was written.'),
      clause,
    }),
    object({
      kind: z.enum(['syn', 'tcp']).describe('The kind of event.'),
      to: text('The listener, as `label:port`.'),
      text: text('The pattern as it was written.'),
      clause,
    }),
    object({
      kind: z.literal('tls').describe('The kind of event.'),
      to: text('The listener, as `label:port`.'),
      sni: text('The name in the ClientHello.'),
      text: text('The pattern as it was written.'),
      clause,
    }),
    object({
      kind: z.literal('http').describe('The kind of event.'),
      to: text('The listener, as `label:port`.'),
      method: text('The method.'),
      path: text('Path and query.'),
      authority: optional(z.string(), 'The Host header without `:443`. Left out: any.'),
      authorization: optional(
        z.boolean(),
        'Whether it has an Authorization header. Left out: with and without.',
      ),
      text: text('The pattern as it was written.'),
      clause,
    }),
  ])
  .meta({ id: 'pattern' });

/** What a scenario says that must be seen. */
export const expectation = object({
  step: optional(step, 'The step of the algorithm that decides.'),
  connect: z.array(connection).describe('Where a federation request has to come.'),
  refuse: truth('No request but those for the well-known file may come.'),
  control: optional(z.string(), 'Id of the case that shows that a refusal is one.'),
  answer: optional(z.enum(['reached', 'failed']), 'What the implementation has to say.'),
  saw: z.array(pattern).describe('Events that have to be seen.'),
  never: z.array(pattern).describe('Events that may not be seen.'),
  atMost: z
    .array(
      object({
        pattern: pattern.describe('Which events.'),
        count: count('So many of them may be seen.'),
      }),
    )
    .describe('Events that may be seen so often.'),
  within: optional(z.number(), 'Milliseconds from asking to the federation request.'),
}).meta({ id: 'expectation' });

/** Other behaviour that the text allows. */
export const tolerance = z.array(
  object({
    because: text('Why it is tolerated.'),
    grade: z.enum(keysOf(READING_GRADES)).describe('The status that it gives.'),
    connect: z.array(connection).describe('Where the request goes then.'),
    refuse: truth('No request comes then.'),
  }).meta({ id: 'tolerance' }),
);

export const clauseIds = texts('Ids of clauses: `S33-a`.');
