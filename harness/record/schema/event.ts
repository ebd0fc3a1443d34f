import * as z from 'zod';
import { keysOf } from '../../base/index.ts';
import { type Event, X_MATRIX_PROBLEMS } from '../../evidence/index.ts';
import { RCODES } from '../../model/index.ts';
import { count, object, optional, port, text, texts, truth } from './field.ts';

const at = z.number().describe('Milliseconds from the handing over of the case; below 0: before it.');
const n = count('Its number in the case, from 1: what `divergence.event` names.');
const kind = <Word extends string>(word: Word) => z.literal(word).describe('Which of these it is.');
const host = text('The label of the host.');
const happened = { n, at };
const onConnection = {
  ...happened,
  connection: count('The connection, from 1 within the case.'),
  host,
  port,
};

const dns = object({
  kind: kind('dns'),
  ...happened,
  name: text('The name that was asked for, in its letter case, without final dot.'),
  type: text('The type that was asked for: `SRV`, or `TYPE65`.'),
  transport: z.enum(['udp', 'tcp']).describe('How the question came.'),
  resolver: text('Address of the name server that was asked.'),
  answer: z
    .enum(['NOERROR', 'NODATA', ...keysOf(RCODES), 'dropped'])
    .describe('What was answered; `dropped`: nothing, on purpose.'),
  truncated: truth('The answer was cut.'),
  records: texts('The answer section: `SRV 10 5 8443 hs.x.test`.'),
});

const xMatrix = object({
  origin: z.string().nullable().describe('Who sends it; null: it does not say.'),
  destination: z.string().nullable().describe('Whom it is for; null: it does not say.'),
  key: z.string().nullable().describe('Id of the key; null: it does not say.'),
  signature: z.enum(['valid', 'invalid', 'unverified']).describe('What its signature is worth.'),
  problems: z
    .array(
      object({
        kind: z.enum(keysOf(X_MATRIX_PROBLEMS)).describe('What is wrong.'),
        text: text('The same in words.'),
      }),
    )
    .describe('What is wrong with it.'),
});

const helloSummary = object({
  versions: texts('The versions of TLS that it offers, the best liked first.'),
  ciphers: count('How many cipher suites it offers.'),
  extensions: z.array(z.int()).describe('The numbers of its extensions, in their order.'),
  groups: z.array(z.int()).describe('The numbers of the groups for the key exchange, in their order.'),
  signatures: z.array(z.int()).describe('The numbers of the signature algorithms, in their order.'),
  octets: count('Its length with the headers of its records.'),
}).meta({ id: 'helloSummary' });

const tls = object({
  kind: kind('tls'),
  ...onConnection,
  sni: z.string().nullable().describe('The name in the ClientHello; null: none.'),
  alpn: texts('The protocols that it offers.'),
  hello: z
    .string()
    .describe('The ClientHello in base64. Empty in a verdict that is neither `fail` nor `error`.'),
  summary: optional(helloSummary, 'What the ClientHello says, where `hello` has it.'),
});

/** An event of the wire, as the record has it. */
export const event = z
  .discriminatedUnion('kind', [
    dns,
    object({ kind: kind('syn'), ...happened, host, port, address: text('Where it connects to.') }),
    object({ kind: kind('tcp'), ...onConnection, address: text('Where it was accepted.') }),
    tls,
    object({
      kind: kind('secure'),
      ...onConnection,
      protocol: text('The version of TLS.'),
      alpn: z.string().nullable().describe('The protocol that was agreed on; null: none.'),
      presented: texts('The names of the certificate that was shown.'),
    }),
    object({
      kind: kind('http'),
      ...onConnection,
      method: text('The method.'),
      path: text('Path and query as they were sent.'),
      hostHeader: z.string().nullable().describe('The Host header (`:authority` in HTTP/2); null: none.'),
      sni: z.string().nullable().describe('The name in the ClientHello; null: none.'),
      authorization: z.string().nullable().describe('The Authorization header; null: none.'),
      xMatrix: optional(z.array(xMatrix), 'Its X-Matrix headers. Left out: nobody asked for one.'),
      userAgent: z.string().nullable().describe('The User-Agent header; null: none.'),
      version: text('The version of HTTP.'),
      status: z.int().nullable().describe('What was answered; null: nothing.'),
    }),
    object({
      kind: kind('close'),
      ...onConnection,
      how: text('What ended it: `reset`, `end`, …'),
      shown: optional(
        z.number(),
        'Milliseconds before the end at which our certificate had left. Left out: none did.',
      ),
    }),
  ])
  .meta({ id: 'event' }) satisfies z.ZodType<Event>;
