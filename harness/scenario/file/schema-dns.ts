import * as z from 'zod';
import { keysOf } from '../../base/index.ts';
import { RCODES, type RecordType } from '../../model/index.ts';
import { closed, oneOrMany, optional } from './schema-object.ts';

const value = oneOrMany(z.string(), 'write a value or a list of values');

const types = <Schema extends z.ZodType>(schema: Schema) =>
  closed({
    A: optional(schema, 'Host labels or IPv4 literals.'),
    AAAA: optional(schema, 'Host labels or IPv6 literals.'),
    CNAME: optional(schema, 'A name: relative, "@", or absolute with a final dot.'),
    SRV: optional(
      schema,
      '"priority weight port target"; the target is a name, which may have any octets, "." for none.',
    ),
    TXT: optional(schema, 'Text.'),
    HTTPS: optional(
      schema,
      '"priority target parameters", such as "1 . alpn=h2 port=8449"; "." is the name itself.',
    ),
    SVCB: optional(schema, 'As HTTPS.'),
  } satisfies Readonly<Record<RecordType, unknown>>);

const answerShape = {
  value: optional(value, 'The records. An empty list is NODATA.'),
  rcode: optional(z.enum(keysOf(RCODES)), 'Answer with this code and no records.'),
  drop: optional(z.boolean(), 'Read the question and never answer.'),
  delay: optional(z.int().min(0).max(3_600_000), 'Milliseconds before the answer.'),
  truncate: optional(z.boolean(), 'Over UDP only the TC bit, so that the client must come back over TCP.'),
  ttl: optional(z.int().min(0).max(2_147_483_647), 'Seconds. Default 300.'),
  additional: optional(
    z.record(z.string(), types(value)),
    'Records of the additional section, by name and type as in "dns".',
  ),
  strays: optional(
    z.record(z.string(), types(value)),
    'Records of the answer section that nobody asked for: of another name, or another type.',
  ),
  edns: optional(
    z.boolean(),
    'false: a question with EDNS is answered FORMERR, one without as it is written here.',
  ),
};

const answer = closed(answerShape).meta({ id: 'dnsAnswer' });

const answers = z
  .union(
    [
      z.string(),
      z.array(z.string()),
      closed({
        ...answerShape,
        beside: optional(
          z.literal(true),
          'Of a CNAME: there are other records at its name, against RFC 1034.',
        ),
        // biome-ignore lint/suspicious/noThenProperty: the word of the format; nothing awaits a schema.
        then: optional(
          z.array(
            z.union(
              [z.string(), z.array(z.string()), answer],
              'write a value, a list of values, or an answer',
            ),
          ),
          'What the next questions are answered with, one each; the last one repeats.',
        ),
      }),
    ],
    'write a value, a list of values, or an answer such as { "rcode": "SERVFAIL" }',
  )
  .meta({ id: 'dnsAnswers' });

/** Owner name (relative, `@`, `*.x`, absolute with a final dot) → type → answers. */
export const dnsSchema = z.record(z.string(), types(answers).meta({ id: 'dnsName' }));

export type AuthoredDns = z.output<typeof dnsSchema>;
export type AuthoredDnsAnswers = z.output<typeof answers>;
export type AuthoredDnsAnswer = z.output<typeof answer>;
