import * as z from 'zod';
import { keysOf } from '../../base/index.ts';
import { CIPHERS, FLAWS, HELLO_FAULTS, KEY_TYPES, RCODES, RECORD_TYPES } from '../../model/index.ts';
import { count, fault, listenerName, object, octets, optional, port, text, texts, truth } from './field.ts';

const address = object({
  type: z.enum(['A', 'AAAA']).describe('The type of the record.'),
  address: text('The address.'),
});
const cname = object({
  type: z.literal('CNAME').describe('The type of the record.'),
  target: text('Where it leads: absolute, without final dot.'),
});
const srv = object({
  type: z.literal('SRV').describe('The type of the record.'),
  priority: count('Lower ones come first.'),
  weight: count('Among those of one priority.'),
  port,
  target: text('Absolute, without final dot; `.` is the root: there is no such service.'),
});
const txt = object({
  type: z.literal('TXT').describe('The type of the record.'),
  text: text('What it says.'),
});
const serviceBinding = object({
  type: z.enum(['HTTPS', 'SVCB']).describe('The type of the record.'),
  priority: count('Lower ones come first; 0: the target is an alias.'),
  target: text('Absolute, without final dot; `.` is the owner itself.'),
  parameters: object({
    alpn: optional(z.array(z.string()), 'Protocols.'),
    port: optional(z.int(), 'The port.'),
    ipv4hint: optional(z.array(z.string()), 'IPv4 addresses.'),
    ipv6hint: optional(z.array(z.string()), 'IPv6 addresses.'),
  }).describe('How the service is spoken to.'),
});
const owner = { owner: text('The name that it belongs to.') };

const owned = z.array(
  z.union([
    address.extend(owner),
    cname.extend(owner),
    srv.extend(owner),
    txt.extend(owner),
    serviceBinding.extend(owner),
  ]),
);

const dnsAnswer = object({
  records: z.array(z.union([address, cname, srv, txt, serviceBinding])).describe('The answer section.'),
  rcode: optional(z.enum(keysOf(RCODES)), 'Code of an error, in place of the records.'),
  drop: optional(z.boolean(), 'The question is read and never answered.'),
  delay: optional(z.number(), 'Milliseconds until the answer.'),
  truncate: optional(z.boolean(), 'Over UDP it is cut, so that the client has to come back over TCP.'),
  ttl: count('Seconds for which it may be kept.'),
  additional: owned.describe('Further records that come with it.'),
  strays: optional(owned, 'Records in the answer section that nobody asked for.'),
  edns: optional(z.literal(false), 'A question with EDNS is answered FORMERR.'),
}).meta({ id: 'dnsAnswer' });

const recordSet = object({
  type: z.enum(keysOf(RECORD_TYPES)).describe('The type of its records.'),
  answers: z.tuple([dnsAnswer], dnsAnswer).describe('One for each question in turn; the last one repeats.'),
}).meta({ id: 'recordSet' });

/** By owner name: absolute, in lower case, without final dot. */
export const zone = z.record(z.string(), z.array(recordSet)).meta({ id: 'zone' });

const answerKeys = {
  raw: optional(octets, 'The whole answer as it is sent. The other keys are empty beside it.'),
  status: count('The status code.'),
  headers: z
    .record(z.string(), z.union([z.string(), z.array(z.string())]))
    .describe('Headers by name; `{httpdate +3600}` in them is replaced when the answer is sent.'),
  body: octets.describe('The body.'),
  location: optional(z.string(), 'Where a redirect leads.'),
  delay: optional(z.number(), 'Milliseconds until the first octet.'),
  drip: optional(
    object({
      bytes: count('So many octets at a time.'),
      everyMs: count('Milliseconds between them.'),
    }),
    'It is sent little by little.',
  ),
  chunked: optional(z.boolean(), 'In chunks.'),
  endless: optional(z.boolean(), 'Spaces follow the body until the case ends.'),
  close: optional(z.boolean(), 'The connection ends after half of the body.'),
  gzip: optional(z.boolean(), 'Compressed, whatever the client accepts.'),
  http: optional(z.enum(['1.0', '1.1']), 'The version of HTTP.'),
};

const agentAnswer = object({
  agent: text('A pattern, in which `*` stands for any text; empty: clients that send none.'),
  answer: object(answerKeys).describe('What they are answered.'),
}).meta({ id: 'agentAnswer' });

const httpAnswer = object({
  ...answerKeys,
  agents: optional(z.array(agentAnswer), 'What is answered instead, by User-Agent: the first that fits.'),
}).meta({ id: 'httpAnswer' });

const route = object({
  path: text('The path that is asked for.'),
  answers: z.tuple([httpAnswer], httpAnswer).describe('One for each request in turn; the last one repeats.'),
}).meta({ id: 'route' });

const homeserver = object({
  keysFor: text('The server name whose keys it publishes.'),
  badSignature: truth('The signature of its key document is wrong.'),
  status: optional(z.int(), 'The status of every answer, where it fails.'),
});

const flaw = z.enum(keysOf(FLAWS));

const certificate = object({
  names: texts('DNS names and addresses that it is for.'),
  flaw: optional(flaw, 'What is wrong with it.'),
  key: optional(z.enum(keysOf(KEY_TYPES)), 'The kind of its key; `p256` where it is left out.'),
}).meta({ id: 'certificate' });

const helloAnswer = z.union([
  certificate,
  object({ fault: z.enum(HELLO_FAULTS).describe('What happens in place of a certificate.') }),
]);

const kind = <Word extends string>(word: Word) => z.literal(word).describe('Which of these it is.');

const shown = z.discriminatedUnion('kind', [
  object({ kind: kind('none') }),
  object({ kind: kind('one'), certificate: certificate.describe('It is shown to everybody.') }),
  object({
    kind: kind('sni'),
    default: helloAnswer.describe('It comes where no name fits, and without SNI.'),
    byName: z.record(z.string(), helloAnswer).describe('It comes to who asks for this name, in lower case.'),
  }),
]);

const version = z.enum(['TLSv1.2', 'TLSv1.3']);

const site = {
  routes: z.array(route).describe('What it answers, by path.'),
  homeserver: optional(homeserver, 'A homeserver answers the other paths.'),
};

const virtualHost = object({
  name: text('The name in the Host header.'),
  port: optional(z.int(), 'The port in the Host header. Left out: any, and none.'),
  text: text('As it was written: a name, or `name:port`.'),
  ...site,
}).meta({ id: 'virtualHost' });

export const listener = object({
  host: text('The label of its host.'),
  port,
  cert: optional(shown, 'The certificate; `none`, or left out: clear text.'),
  fault: optional(fault, 'What goes wrong on its connections.'),
  ...site,
  vhosts: optional(z.array(virtualHost), 'What answers instead, by the Host header.'),
  tls: optional(
    object({
      minVersion: optional(version, 'The oldest version of TLS.'),
      maxVersion: optional(version, 'The newest version of TLS.'),
      alpn: optional(z.array(z.string()), 'The protocols that it speaks over TLS.'),
      requestClientCertificate: optional(z.boolean(), 'It asks for a certificate of the client.'),
      ciphers: optional(z.array(z.enum(keysOf(CIPHERS))), 'The ciphers that it speaks, where not all.'),
    }),
    'How it speaks TLS.',
  ),
}).meta({ id: 'listener' });

/** Machines, each with two addresses that nobody else has. */
export const hosts = z.array(
  object({
    label: text('Its name in the scenario: `origin`.'),
    ipv4: text('Its IPv4 address in this run.'),
    ipv6: text('Its IPv6 address in this run.'),
    listeners: z.array(listener).describe('What listens there; every other port refuses.'),
  }).meta({ id: 'host' }),
);

export const request = z
  .discriminatedUnion('kind', [
    object({
      kind: kind('http'),
      method: text('The method.'),
      path: text('Path and query.'),
      body: optional(z.string(), 'The body.'),
    }),
    object({ kind: kind('trigger'), trigger: text('`profile`, `keys` or `media`.') }),
  ])
  .meta({ id: 'request' });

export const machine = object({
  search: optional(z.array(z.string()), 'The search domains of resolv.conf.'),
  ndots: optional(z.int(), 'The option of that name in resolv.conf.'),
  loopback: optional(z.literal(true), 'The host `loopback` listens at 127.0.0.1 and ::1.'),
  hosts: optional(z.record(z.string(), z.array(z.string())), 'Addresses in the hosts file, by name.'),
  secondServer: optional(zone, 'What the second name server of resolv.conf answers.'),
}).meta({ id: 'machine' });

export const twin = object({
  parent: text('Id of the case that it was derived from.'),
  role: text('What stands behind the `~` of its id.'),
  listener: listenerName.describe('Whose certificate was exchanged.'),
}).meta({ id: 'twin' });
