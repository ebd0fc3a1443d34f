import * as z from 'zod';
import { keysOf } from '../../base/index.ts';
import { RCODES } from '../../model/index.ts';
import { count, fault, listenerName, object, step, text, truth } from './field.ts';

const kind = <const Words extends readonly [string, ...string[]]>(...words: Words) =>
  z.enum(words).describe('Which of these it is.');

const at = listenerName.describe('The listener, as `label:port`.');
const name = text('The name, or the address, that it is about.');
const why = text('The reason, in words.');
const url = text('The URL.');
const status = z.int().describe('The status.');
const port = z.int().describe('The port.');

const lookupFailure = z.enum([
  ...keysOf(RCODES).filter((rcode) => rcode !== 'NXDOMAIN'),
  'silence',
  'alias loop',
]);

const serviceAnswer = z.discriminatedUnion('kind', [
  object({
    kind: kind('found'),
    records: z
      .array(
        object({
          type: z.literal('SRV').describe('The type of the record.'),
          priority: count('Lower ones come first.'),
          weight: count('Among those of one priority.'),
          port,
          target: text('Absolute, without final dot; `.` is the root: there is no such service.'),
        }),
      )
      .describe('The records, in the order of trying.'),
  }),
  object({
    kind: kind('none'),
    why: z.enum(['NXDOMAIN', 'NODATA', 'unaskable']).describe('Why there are none.'),
  }),
  object({ kind: kind('failed'), why: lookupFailure.describe('What came instead.') }),
]);

const unreached = [
  object({ kind: kind('nobody'), address: text('The address at which there is nobody.') }),
  object({ kind: kind('refused', 'silent', 'unreachable'), at }),
  object({ kind: kind('no-such-port'), port }),
] as const;
const noName = object({ kind: kind('no-address'), name });
const broken = object({
  kind: kind('fault'),
  at,
  fault: z.enum([...fault.options, 'clear text']).describe('What is wrong with the connection.'),
});

const noAnswer = z.discriminatedUnion('kind', [broken, ...unreached, noName]);

const obstacle = z.discriminatedUnion('kind', [
  object({ kind: kind('certificate'), at, why }),
  object({ kind: kind('clear-text'), at }),
  broken,
  object({
    kind: kind('unreached'),
    tried: z.array(z.discriminatedUnion('kind', [...unreached, noName])).describe('All that was tried.'),
  }),
  object({ kind: kind('no-address'), name, why }),
  object({
    kind: kind('no-target-address'),
    targets: z.array(z.string()).describe('The targets of the SRV records.'),
  }),
  object({ kind: kind('no-target') }),
  object({ kind: kind('dns'), why: lookupFailure.describe('What came instead of an answer.') }),
]);

const decided = {
  step: z
    .enum([...step.options, '0', '3'])
    .describe('The step of the algorithm; `0` reads the name, `3` looks the well-known file up.'),
  clause: text('The clause that says so.'),
};

const fact = <Word extends string, Shape extends z.core.$ZodLooseShape>(word: Word, shape: Shape) =>
  object({ kind: z.literal(word).describe('Which of these it is.'), ...decided, ...shape });

const listeners = z.array(listenerName).describe('The listeners, any of which will do.');

/** One decision of the oracle: what was looked at, what was found, which clause says so. */
export const decision = z
  .discriminatedUnion('kind', [
    fact('name', {
      name,
      is: z.enum(['ipv4', 'ipv6', 'dns']).describe('What kind of name it is.'),
      port: truth('A port is written behind it.'),
    }),
    fact('invalid-name', { name, why }),
    fact('odd-punycode', { name }),
    fact('address', { name, literal: truth('It is written as an address.'), port }),
    fact('alias', { name, aliases: z.array(z.string()).describe('The names that its CNAMEs lead to.') }),
    fact('changing-addresses', { name }),
    fact('service-binding', { name }),
    fact('dns', {
      type: z.literal('SRV').describe('The type that is asked for.'),
      name,
      answer: serviceAnswer.describe('What is found.'),
    }),
    fact('certificate', { to: listeners, name }),
    fact('request', { to: listeners, host: text('The Host header.') }),
    fact('no-request', { because: obstacle.describe('Why none may be sent.') }),
    fact('no-address', { name, why }),
    fact('http', {
      url,
      at: listeners,
      status: status.nullable().describe('The status; null: what came cannot be read as an answer.'),
    }),
    fact('unreadable', { why }),
    fact('invalid-certificate', { at, why }),
    fact('no-answer', {
      host: text('The name that is connected to.'),
      port,
      because: noAnswer.describe('Why.'),
    }),
    fact('redirect', { status, url }),
    fact('redirect-nowhere', { status, why }),
    fact('redirect-to-http', { url }),
    fact('redirect-loop', { url }),
    fact('many-redirects', {
      count: count('So many came.'),
      ended: truth('An answer that is no redirect came at last.'),
    }),
    fact('body', {
      is: z.enum(['broken-off', 'endless', 'too-much']).describe('What is wrong with the body.'),
    }),
    fact('no-delegation', { why }),
    fact('delegated', { name }),
  ])
  .meta({ id: 'decision' });
