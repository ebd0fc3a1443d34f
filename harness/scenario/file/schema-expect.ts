import * as z from 'zod';
import { keysOf } from '../../base/index.ts';
import { READING_GRADES, STEPS } from '../../model/index.ts';
import { closed, ONE_LINE, optional } from './schema-object.ts';

const listener = z.string().describe('A listener: "target:8443".');

const connection = closed({
  to: z
    .union(
      [listener, z.array(listener).min(1, 'name at least one listener')],
      'write "host:port" or a list of them',
    )
    .describe('The listener that gets the request; of a list any will do.'),
  host: z.string().describe('The Host header, with its port where there is one: "{fed}:8443".'),
  cert: z.string().describe('The name or address that the certificate must be valid for: "{fed}".'),
  sni: optional(z.string().nullable(), 'Default: "cert" if that is a name. null: no SNI at all.'),
  destination: optional(z.string(), 'The destination that X-Matrix must name.'),
}).meta({ id: 'connection' });

const connections = z.array(connection).max(100, 'at most 100 connections');
const refuse = z.literal(true);
const clause = optional(
  z.string(),
  'The clause that is broken otherwise. Default: the weakest of the case that is scored.',
);
const authorization = optional(
  z.boolean(),
  'Of requests: only those with an Authorization header, or only those without.',
);
const patternObject = closed({
  pattern: z.string().describe('An event pattern.'),
  clause,
  authorization,
}).meta({ id: 'pattern' });
const pattern = z.union(
  [z.string(), patternObject],
  'write an event pattern, or { "pattern": …, "clause": … }',
);

export const expectSchema = closed({
  step: optional(z.enum(STEPS), 'The step of "resolving server names" that decides.'),
  connect: optional(
    connections,
    'The set of listeners that get a federation request; any other is a failure.',
  ),
  refuse: optional(refuse, 'No request may be sent, but for those that fetch the well-known file.'),
  control: optional(
    z.string(),
    'With "refuse": id of the positive case that shows that this one was really tried.',
  ),
  answer: optional(z.enum(['reached', 'failed']), 'What the implementation itself must say.'),
  saw: optional(z.array(pattern), 'Event patterns that must be seen: "http origin:443 GET /path".'),
  never: optional(z.array(pattern), 'Event patterns that must not be seen.'),
  atMost: optional(
    z.array(
      closed({
        pattern: z.string().describe('An event pattern.'),
        authorization,
        count: z.int().min(0).describe('How often it may be seen.'),
        clause,
      }),
    ),
    'Events that may be seen only so often: for loops and unbounded tries.',
  ),
  within: optional(z.int().min(1), 'Milliseconds from the question to the federation request.'),
}).meta({ id: 'expect' });

const grades = keysOf(READING_GRADES);

export const toleranceSchema = closed({
  because: z
    .string()
    .min(1, 'say why the text allows it')
    .regex(ONE_LINE, 'a reason has no control characters')
    .describe('Why the text allows it.'),
  grade: z.enum(grades).describe(grades.map((grade) => `"${grade}": ${READING_GRADES[grade]}.`).join(' ')),
  connect: optional(connections, 'As in "expect".'),
  refuse: optional(refuse, 'As in "expect".'),
}).meta({ id: 'tolerance' });

export type AuthoredExpect = z.output<typeof expectSchema>;
export type AuthoredPattern = z.output<typeof pattern>;
export type AuthoredConnection = z.output<typeof connection>;
export type AuthoredTolerance = z.output<typeof toleranceSchema>;
