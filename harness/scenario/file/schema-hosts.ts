import * as z from 'zod';
import { keysOf } from '../../base/index.ts';
import { type CertificateFlaw, CIPHERS, FAULTS, FLAWS, HELLO_FAULTS, KEY_TYPES } from '../../model/index.ts';
import { closed, oneOrMany, optional } from './schema-object.ts';

const names = oneOrMany(z.string(), 'write a name or a list of names');

const flaw = (summary: string) =>
  optional(z.literal(true), `${summary[0]?.toUpperCase()}${summary.slice(1)}.`);

const flaws = Object.fromEntries(keysOf(FLAWS).map((each) => [each, flaw(FLAWS[each].summary)])) as Readonly<
  Record<CertificateFlaw, ReturnType<typeof flaw>>
>;

const described = closed({
  names: names.describe('Names and addresses it is for: "@", "fed", "*.fed", "{ipv4 target}".'),
  key: optional(z.enum(keysOf(KEY_TYPES)), 'The kind of its key. Default: "p256".'),
  ...flaws,
});

const certificate = z
  .union(
    [z.string(), z.array(z.string()), described],
    'write a name, a list of names, or { "names": …, "expired": true }',
  )
  .meta({ id: 'certificate' });

const fault = closed({ fault: z.enum(HELLO_FAULTS).describe('What happens once the ClientHello was read.') });

const helloAnswer = z
  .union(
    [z.string(), z.array(z.string()), described, fault],
    'write a name, a list of names, { "names": … }, or { "fault": "alert-unrecognized-name" }',
  )
  .meta({ id: 'helloAnswer' });

const listenerCertificate = z
  .union(
    [
      certificate,
      closed({
        default: helloAnswer.describe('What comes when no name of "sni" matches, and without SNI.'),
        sni: z.record(z.string(), helloAnswer).describe('SNI name → certificate, or fault.'),
      }),
    ],
    'write a name, a list of names, { "names": … }, { "default": …, "sni": … }, or "none" for clear text',
  )
  .meta({ id: 'listenerCertificate' });

const version = z.enum(['TLSv1.2', 'TLSv1.3']);

const tls = closed({
  minVersion: optional(version, 'Oldest version of TLS that is spoken.'),
  maxVersion: optional(version, 'Newest version of TLS that is spoken.'),
  alpn: optional(
    z.array(z.enum(['h2', 'http/1.1'])).min(1, 'name at least one protocol'),
    'Protocols that are spoken, the preferred first. Default: "http/1.1" only.',
  ),
  requestClientCertificate: optional(z.boolean(), 'Asks for a client certificate and takes none as well.'),
  ciphers: optional(
    z.array(z.enum(keysOf(CIPHERS))).min(1, 'name at least one cipher'),
    'Ciphers that are spoken, and no version without one of them. Default: those of OpenSSL.',
  ),
}).meta({ id: 'tls' });

/** Longer than any case; what Node's timers can hold. */
const milliseconds = z.int().min(0).max(2_147_483_647);

const answerKeys = {
  status: optional(z.int().min(100).max(599), 'Default 200, or 302 beside "location".'),
  headers: optional(
    z.record(z.string(), oneOrMany(z.string(), 'write a value or a list of values')),
    'Header → value or values; {httpdate +3600} becomes a date so many seconds from now.',
  ),
  json: optional(
    z.unknown(),
    'Body as JSON, with Content-Type application/json unless "headers" says otherwise.',
  ),
  body: optional(z.string(), 'Body as text, without Content-Type unless "headers" has one.'),
  bodyBase64: optional(z.base64('this is not Base64'), 'Body as bytes in Base64.'),
  size: optional(z.int().min(0).max(67_108_864), 'Octets: the body is padded with spaces up to this length.'),
  location: optional(z.string(), 'The Location header.'),
  delay: optional(milliseconds, 'Milliseconds before the first byte.'),
  drip: optional(
    closed({
      bytes: z.int().min(1).max(1_048_576).describe('Octets in each piece.'),
      everyMs: milliseconds.describe('Milliseconds between pieces.'),
    }),
    'The body comes in small pieces.',
  ),
  chunked: optional(z.boolean(), 'Transfer-Encoding chunked instead of Content-Length.'),
  endless: optional(z.boolean(), 'After the body come spaces, and no end.'),
  close: optional(z.boolean(), 'The connection ends after the first half of the body.'),
  gzip: optional(z.boolean(), 'Content-Encoding gzip, asked for or not.'),
  http: optional(
    z.enum(['1.0', '1.1']),
    'Version of the status line; with 1.0 the connection ends after it.',
  ),
  raw: optional(
    z.string().regex(/^[^\u0100-\uffff]*$/, 'in "raw" a character is an octet: U+0000 to U+00FF'),
    'The whole answer byte for byte, instead of all other keys; then the connection ends.',
  ),
};

const httpAnswer = closed({
  ...answerKeys,
  agents: optional(
    z.record(z.string(), closed(answerKeys).meta({ id: 'agentAnswer' })),
    'User-Agent → what is answered instead: "curl/*", or "" for clients that send none. The first that fits.',
  ),
}).meta({ id: 'httpAnswer' });

const routes = z.record(
  z.string().regex(/^\//, 'a path starts with /'),
  z.union(
    [httpAnswer, z.array(httpAnswer).min(1, 'name at least one answer')],
    'write an answer or a list of answers',
  ),
);

const homeserver = z.union(
  [
    z.literal(true),
    closed({
      keysFor: optional(
        z.string(),
        'Server name whose keys it publishes. Default: the name that was asked for.',
      ),
      badSignature: optional(z.boolean(), 'Its key document is signed wrongly.'),
      status: optional(z.int().min(200).max(599), 'Status of every answer.'),
    }),
  ],
  'write true or an object such as { "status": 500 }',
);

const site = {
  routes: optional(routes, 'Path → answer, or a list of answers, one for each request in turn.'),
  homeserver: optional(homeserver, 'Answers as a homeserver would.'),
};

const vhosts = z
  .record(z.string(), closed(site).meta({ id: 'vhost' }))
  .refine((sites) => Object.keys(sites).length > 0, 'name at least one virtual host, or leave "vhosts" out')
  .meta({ minProperties: 1 });

const listener = closed({
  cert: optional(listenerCertificate, 'Names of its certificate; "none" for clear text.'),
  ...site,
  vhosts: optional(
    vhosts,
    'Host → what answers instead of the listener itself: "fed" with and without port, or "fed:8443".',
  ),
  fault: optional(z.enum(keysOf(FAULTS)), 'How the connection fails.'),
  tls: optional(tls, 'Versions, ALPN, client certificates.'),
}).meta({ id: 'listener' });

const LABEL = /^[a-z0-9]+(-+[a-z0-9]+)*$/;
const PORT = /^([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])$/;

export const PORT_HINT = 'a port is a number from 1 to 65535, without leading zeros';
export const isPort = (text: string): boolean => PORT.test(text);

/** Host label → port → listener. */
export const hostsSchema = z.record(
  z
    .string()
    .regex(LABEL, 'a host label is lower case letters, digits and -')
    .max(63, 'a label has at most 63 octets'),
  z.record(z.string().regex(PORT, PORT_HINT), listener),
);

export type AuthoredHosts = z.output<typeof hostsSchema>;
export type AuthoredListener = z.output<typeof listener>;
export type AuthoredSite = Pick<AuthoredListener, keyof typeof site>;
export type AuthoredListenerCertificate = z.output<typeof listenerCertificate>;
export type AuthoredCertificate = z.output<typeof certificate>;
export type AuthoredHelloAnswer = z.output<typeof helloAnswer>;
export type AuthoredHttpAnswer = z.output<typeof httpAnswer>;
