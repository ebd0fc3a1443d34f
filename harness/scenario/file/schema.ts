import * as z from 'zod';
import { keysOf } from '../../base/index.ts';
import { NEEDS, SPEC_LEVELS } from '../../model/index.ts';
import { dnsSchema } from './schema-dns.ts';
import { expectSchema, toleranceSchema } from './schema-expect.ts';
import { hostsSchema } from './schema-hosts.ts';
import { closed, LINES, ONE_LINE, oneOrMany, optional } from './schema-object.ts';

const VARIANT = /^[a-z0-9]+(-[a-z0-9]+)*$/;

const request = z
  .union(
    [
      closed({
        method: optional(z.string().regex(/^[A-Z]+$/, 'a method is upper case letters'), 'Default GET.'),
        path: z
          .string()
          .regex(/^\//, 'a path starts with /')
          .describe('Path and query, from the first slash on.'),
        body: optional(
          z.union([z.string(), z.record(z.string(), z.unknown()), z.array(z.unknown())]),
          'Text, or JSON that is sent as such.',
        ),
      }),
      z.enum(['profile', 'keys', 'media']),
    ],
    'write { "method", "path", "body" } or one of "profile" "keys" "media"',
  )
  .meta({ id: 'request' });

const machine = closed({
  search: optional(
    z.array(z.string()).min(1, 'name at least one domain').max(6, 'at most six domains'),
    'Search domains of resolv.conf: names, relative as in "dns".',
  ),
  ndots: optional(z.int().min(0).max(15), 'The option of that name in resolv.conf. Default 1.'),
  hosts: optional(
    z.record(z.string(), oneOrMany(z.string(), 'write a host label or a list of them')),
    'Lines of the hosts file: a name, relative as in "dns", and host labels or addresses. A label is its IPv4 address.',
  ),
  secondServer: optional(
    dnsSchema,
    'A second name server in resolv.conf, and the names for which it answers otherwise than the first, as in "dns".',
  ),
}).meta({ id: 'machine' });

const change = closed({
  dns: optional(z.record(z.string(), z.unknown()), 'Merge patch of "dns": null deletes.'),
  hosts: optional(z.record(z.string(), z.unknown()), 'Merge patch of "hosts": null deletes.'),
});

const round = closed({
  resolve: z
    .union(
      [z.string(), z.array(z.string()).min(1, 'name at least one server')],
      'write a server name or a list',
    )
    .describe('The server name to ask for; several are asked for at the same moment.'),
  advance: optional(z.int().min(1), 'Seconds that pass before the question.'),
  change: optional(change, 'How the world is changed before the question.'),
  expect: expectSchema.describe('What must come of this round: of all its names together.'),
  tolerate: optional(z.array(toleranceSchema), 'Other behaviours that the text allows in this round.'),
}).meta({ id: 'round' });

/**
 * The authored file. A message of its own in here is what is wrong; the loader adds position, what was found, and the
 * nearest valid spelling.
 */
export const scenarioSchema = closed({
  $schema: optional(z.string(), 'Path of scenario.schema.json, for completion in editors.'),
  title: z
    .string()
    .min(1, 'a title says in one sentence what is right')
    .regex(ONE_LINE, 'a title has no control characters')
    .describe('The behaviour, in one sentence.'),
  clauses: z
    .array(z.string().regex(/^[A-Z]+[0-9]*-[A-Za-z0-9]+$/, 'a clause id looks like "S33-a"'))
    .min(1, 'name at least one clause that the case tests')
    .describe('Ids of the clauses that the case tests: "S33-a".'),
  level: optional(
    z.enum([...keysOf(SPEC_LEVELS), 'record']),
    'Default: that of the clause that was broken. "record": the spec leaves it open, never scored.',
  ),
  since: optional(
    z.string().regex(/^v1\.\d+$/, 'a spec version looks like "v1.8"'),
    'First spec version it holds for.',
  ),
  until: optional(
    z.string().regex(/^v1\.\d+$/, 'a spec version looks like "v1.8"'),
    'Last spec version it holds for.',
  ),
  needs: optional(
    z.array(z.enum(keysOf(NEEDS))),
    'What the machine or the implementation must be able to do; else the case is skipped.',
  ),
  tags: optional(
    z.array(z.string().regex(VARIANT, 'a tag is lower case letters, digits and -')),
    'Free words to select by.',
  ),
  note: optional(
    z.string().regex(LINES, 'a note has no control characters but line breaks and tabs'),
    'For readers of the file: why the case exists, what the decoys are.',
  ),
  see: optional(
    z.array(z.string().regex(/^https:\/\/[!-~]+$/, 'a link starts with https:// and has no spaces')),
    'Public issues where the behaviour went wrong.',
  ),
  server: optional(z.string(), 'The server name that is asked for. Default "{@}". May be any bad name.'),
  dns: optional(dnsSchema, 'What the name servers know. What is not here does not exist.'),
  hosts: optional(
    hostsSchema,
    'Machines, each with an IPv4 and an IPv6 address of its own, and their listeners.',
  ),
  machine: optional(machine, 'A setting of the whole machine: the case is asked after the others, alone.'),
  request: optional(request, 'What is sent. Default GET /_matrix/federation/v1/version.'),
  expect: optional(expectSchema, 'What must be seen on the wire. A case with "rounds" says it there.'),
  tolerate: optional(
    z.array(toleranceSchema),
    'Other behaviours that the text allows, each with its reason.',
  ),
  vary: optional(
    z
      .array(
        z.looseObject({
          id: z
            .string()
            .regex(VARIANT, 'a variant id is lower case letters, digits and single -')
            .describe('The case becomes family/name#id.'),
        }),
      )
      .min(1, 'a table of variants has at least one'),
    'Variants: each is a JSON Merge Patch of this file (null deletes) and a case of its own.',
  ),
  rounds: optional(
    z.array(round).min(1, 'name at least one round'),
    'Several questions one after another, instead of "server", "expect" and "tolerate".',
  ),
});

export type Authored = z.output<typeof scenarioSchema>;
export type AuthoredRequest = NonNullable<Authored['request']>;
export type AuthoredRound = NonNullable<Authored['rounds']>[number];
