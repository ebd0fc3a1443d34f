import * as z from 'zod';
import { excerpt, keysOf } from '../../base/index.ts';
import { type DivergenceKind, divergenceKinds, MEANS, NAME_ROLES } from '../../judge/index.ts';
import { FLAWS, SRV_SERVICES } from '../../model/index.ts';
import { DIVERGENCE_FIELDS } from './divergence-fields.ts';
import { listenerName, object, optional, step } from './field.ts';

const [firstKind, ...otherKinds] = divergenceKinds;
if (firstKind === undefined) throw new RangeError('there are kinds of divergence');
const kinds: readonly [DivergenceKind, ...DivergenceKind[]] = [firstKind, ...otherKinds];

const whose = z.enum(NAME_ROLES);

/** What a divergence may have besides by its kind. */
const details = {
  at: optional(listenerName, 'The listener, as `label:port`.'),
  to: optional(
    z.array(z.array(listenerName)),
    'For each request that is missing: the listeners, any of which will do.',
  ),
  whose: optional(whose, 'Of which name it is.'),
  means: optional(z.enum(MEANS), 'How it came from the name to the place.'),
  asked: optional(z.string(), 'The question that was asked in its place.'),
  service: optional(z.enum(SRV_SERVICES), 'The service that was not asked for.'),
  status: optional(z.int(), 'The status that was answered.'),
  flaw: optional(
    z.enum([...keysOf(FLAWS), 'other-name']),
    'What is wrong with the certificate: a flaw of it, or `other-name`.',
  ),
  name: optional(z.string(), 'The name that the certificate would have to be valid for.'),
  put: optional(z.enum([...whose.options, 'address', 'other']), 'What was put there.'),
  belongs: optional(z.enum([...whose.options, 'address', 'other']), 'What belongs there.'),
  port: optional(z.string(), 'The port that was written or left out.'),
  wanted: optional(z.string(), 'What is wanted in its place.'),
  named: optional(z.string(), 'The name that it says it checks the certificate for.'),
  sni: optional(z.string().nullable(), 'The name in the ClientHello; null: none.'),
  pattern: optional(z.string(), 'The pattern of events, as it was written.'),
  most: optional(z.int(), 'So many were allowed.'),
  within: optional(z.number(), 'Milliseconds that were allowed.'),
};

const common = {
  kind: z
    .enum(kinds, { error: ({ input }) => `there is no kind ${excerpt(String(JSON.stringify(input)), 80)}` })
    .describe('What was done: stable, and free of names and numbers.'),
  step: step.describe('Where the algorithm leads in this case.'),
  clause: optional(z.string(), 'The clause that speaks against it.'),
  given: optional(
    z.string(),
    'What decided there: the delegation, the records, the certificate, or the server name.',
  ),
  again: optional(z.literal(true), 'The request came over a connection that was made for something else.'),
  round: optional(z.int().min(1), 'The round, from 1, in a case with several.'),
  server: optional(z.string(), 'The server name, where several were asked for at the same moment.'),
  event: optional(z.int().min(1), 'The number `n` of the first wrong event.'),
  instead: optional(
    z.int().min(0),
    'In place of `event`: the decision that was never followed, counted from 0 in the `trace` of its question.',
  ),
  text: optional(z.string(), 'The same in words. Left out: the first reason says it.'),
};

/** Where the behaviour first left the algorithm. Which of the optional fields are there follows from `kind`. */
export const divergence = object({ ...common, ...details })
  .superRefine((told, context) => {
    const fault = faultOf(told);
    if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
  })
  .meta({ id: 'divergence' });

type Told = { readonly kind: DivergenceKind; readonly event?: number; readonly instead?: number };

/** Why its fields do not go together. */
function faultOf(told: Told): string | undefined {
  const wanted: object = DIVERGENCE_FIELDS[told.kind];
  for (const name of keysOf(details)) {
    const [isThere, belongs] = [name in told, name in wanted];
    if (isThere && !belongs) return `${told.kind} has no field "${name}"`;
    if (!isThere && belongs) return `${told.kind} needs the field "${name}"`;
  }
  if ((told.event === undefined) === (told.instead === undefined))
    return 'either "event" or "instead" has to say where to look';
  return undefined;
}
