import fc from 'fast-check';
import { anyPlace } from './any-place.ts';
import type { Body, FileAnswer, HopDesign } from './design.ts';

const CROSS = { withCrossShrink: true };

/** Names to delegate to; what stands in braces is filled in as in any scenario. */
const DELEGATES = ['{fed}', '{fed}', '{upper fed}', '{mixed fed}', '{ipv4 fed}', '[{ipv6 fed}]', '{@}'];

const PORTS = ['8443', '443', '8448', '8449'];

/** Ports that the grammar allows, and about which the text leaves the rest open. */
const ODD_PORTS = ['0', '65536', '08443'];

const NO_NAMES = [
  '',
  'https://{fed}',
  '{fed}/',
  '{fed}:',
  '{fed}:https',
  '{fed}:844300',
  '{fed}:8443:8448',
  ' {fed}',
  '{fed} ',
  'user@{fed}',
  '[{fed}]',
  '{ipv6 fed}',
  '[{ipv6 fed}',
  '[{ipv4 fed}]',
  'f_d.{@}',
  'föd.{@}',
  '{fed}%00',
  ':8443',
];

const VALUES: readonly unknown[] = [
  {},
  [],
  null,
  'text',
  42,
  { 'm.server': null },
  { 'm.server': 8448 },
  { 'm.server': ['{fed}:8443'] },
  { 'm.server': { name: '{fed}' } },
  { server: '{fed}:8443' },
  { 'm.homeserver': { base_url: 'https://{fed}' } },
  [{ 'm.server': '{fed}:8443' }],
];

const TEXTS = [
  '',
  '<!doctype html><title>Welcome</title>',
  '{fed}:8443',
  '{"m.server": "{fed}:8443"',
  '{"m.server": "{fed}:8443",}',
  "{'m.server': '{fed}:8443'}",
  '{"m.server": {fed}}',
];

const RAW = [
  '',
  'SSH-2.0-OpenSSH_9.2\r\n',
  'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 200\r\n\r\n{"m.server": "{fed}:8443',
  'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{"m.server": "{fed}:8443"}',
];

const delegation: fc.Arbitrary<Body> = fc.record({
  kind: fc.constant('delegates' as const),
  to: fc.constantFrom(...DELEGATES),
  port: fc.oneof(
    CROSS,
    { weight: 6, arbitrary: fc.constant(null) },
    { weight: 5, arbitrary: fc.constantFrom(...PORTS) },
  ),
  extra: fc.oneof(
    CROSS,
    { weight: 6, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
});

const oddPort: fc.Arbitrary<Body> = fc
  .constantFrom(...ODD_PORTS)
  .map((port) => ({ kind: 'delegates', to: '{fed}', port, extra: false }));

const noName: fc.Arbitrary<Body> = fc
  .constantFrom(...NO_NAMES)
  .map((text) => ({ kind: 'value', value: { 'm.server': text } }));

const body: fc.Arbitrary<Body> = fc.oneof(
  CROSS,
  { weight: 60, arbitrary: delegation },
  { weight: 1, arbitrary: oddPort },
  { weight: 8, arbitrary: noName },
  { weight: 5, arbitrary: fc.constantFrom(...VALUES).map((value) => ({ kind: 'value', value }) as const) },
  { weight: 4, arbitrary: fc.constantFrom(...TEXTS).map((text) => ({ kind: 'text', text }) as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'bytes', base64: '/v8=' } as const) },
  { weight: 2, arbitrary: fc.constantFrom(...RAW).map((text) => ({ kind: 'raw', text }) as const) },
);

/** 410 is rare, since a client may take it for an answer of its own. */
const STATUSES = [404, 201, 204, 300, 304, 400, 401, 403, 418, 429, 500, 502, 503, 404, 500, 410];

export const anyAnswer: fc.Arbitrary<FileAnswer> = fc.record({
  status: fc.oneof(
    CROSS,
    { weight: 12, arbitrary: fc.constant(200) },
    { weight: 2, arbitrary: fc.constantFrom(...STATUSES) },
  ),
  body,
  type: fc.oneof(
    CROSS,
    { weight: 6, arbitrary: fc.constant('application/json') },
    { weight: 1, arbitrary: fc.constantFrom(null, 'text/plain', 'text/html; charset=utf-8', 'image/png') },
  ),
  delivery: fc.oneof(
    CROSS,
    { weight: 30, arbitrary: fc.constant('plain' as const) },
    { weight: 5, arbitrary: fc.constantFrom('chunked', 'HTTP/1.0', 'in pieces', 'padded') },
    { weight: 1, arbitrary: fc.constantFrom('cut off', 'compressed') },
  ),
});

/** Hops to another port, to an address and to clear text are rare: whether to follow is open (AMB-6). */
const hop: fc.Arbitrary<HopDesign> = fc.record({
  code: fc.constantFrom(302, 301, 303, 307, 308),
  to: fc.oneof(
    CROSS,
    { weight: 24, arbitrary: fc.constantFrom('path', 'host') },
    { weight: 3, arbitrary: fc.constantFrom('back', 'nowhere', 'no URL') },
    { weight: 1, arbitrary: fc.constantFrom('port', 'address', 'clear text') },
  ),
  written: fc.constantFrom('absolute', 'with port', 'without scheme', 'relative'),
  place: anyPlace,
});

export const anyHops: fc.Arbitrary<readonly HopDesign[]> = fc.oneof(
  CROSS,
  { weight: 7, arbitrary: fc.constant([]) },
  { weight: 3, arbitrary: fc.array(hop, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(hop, { minLength: 1, maxLength: 4 }) },
);
