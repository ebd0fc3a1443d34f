import * as z from 'zod';
import { decision } from './decision.ts';
import { listenerName, object, optional, step, text } from './field.ts';

const reached = object({
  to: z.tuple([listenerName], listenerName).describe('Listeners, as `label:port`, any of which will do.'),
  host: text('The Host header.'),
  sni: z.string().nullable().describe('The name in the ClientHello; null: none.'),
  cert: text('The name or address that the certificate has to be valid for.'),
}).meta({ id: 'reached' });

const connect = z
  .array(reached)
  .describe('The federation requests that must be seen; none: none may be sent.');
const answer = z.enum(['reached', 'failed']).describe('What it comes to.');

const hop = object({
  listener: listenerName.describe('Where the request goes.'),
  or: optional(z.array(listenerName), 'Listeners at further addresses of the same name.'),
  cert: text('The name that the certificate has to be valid for.'),
  path: text('Path and query.'),
});

/** What the specification makes of one question, for an implementation that remembers nothing. */
export const outcome = object({
  step: step.describe('The step of the algorithm that decides.'),
  connect,
  answer,
  target: optional(
    object({
      host: text('The Host header.'),
      sni: z.string().nullable().describe('The name in the ClientHello; null: none.'),
      cert: text('The name or address that the certificate has to be valid for.'),
    }),
    'What the step settles, wherever the request goes then. Left out: the name is invalid.',
  ),
  wellKnown: z.array(hop).describe('The requests for the well-known file, in order.'),
  trace: z.array(decision).describe('The decisions, in order.'),
  clauses: object({
    to: text('The clause about the place.'),
    host: text('The clause about the Host header.'),
    cert: text('The clause about the certificate.'),
    sni: text('The clause about the name in the ClientHello.'),
  }).describe('What each field of an expectation rests on.'),
  basis: text('The clause of the step itself, whatever led there.'),
  weak: z
    .array(
      object({
        clause: text('A clause that is less than a demand.'),
        of: z
          .enum(['file', 'record', 'target', 'name'])
          .describe('What is another one for who does not go by it; `name`: it goes anywhere.'),
      }),
    )
    .describe('What it rests on besides, and what caps the weight of a request elsewhere.'),
  open: z
    .array(
      object({
        id: text('The question that the text leaves open: `AMB-4`.'),
        reading: text('How it is read here.'),
      }),
    )
    .describe('What it depends on that the text leaves open.'),
}).meta({ id: 'outcome' });

/** What else is right for an implementation that remembers an earlier round. */
export const remembered = z.array(
  object({ step: step.describe('The step of the algorithm that decides.'), connect, answer }),
);
