import { UNTITLED } from '../../scenario/index.ts';

/** Keys of a scenario file in their order, each with its text. */
type Body = Readonly<Record<string, string>>;

const PLAIN_DNS = '{ "@": { "A": "origin" } }';
const PLAIN_CONNECT = '"connect": [{ "to": "origin:8448", "host": "{@}", "cert": "{@}" }]';

const srv: Body = {
  clauses: '["S4-a", "S4-b", "S4-c"]',
  since: '"v1.8"',
  dns: `{
    "@":                { "A": "origin" },
    "_matrix-fed._tcp": { "SRV": "10 5 8449 hs" },
    "hs":               { "A": "target" }
  }`,
  hosts: `{
    "origin": { "8448": { "cert": "@", "homeserver": true } },
    "target": { "8449": { "cert": "@", "homeserver": true } }
  }`,
  expect: '{ "step": "4", "connect": [{ "to": "target:8449", "host": "{@}", "cert": "{@}" }] }',
};

const delegation: Body = {
  clauses: '["S32-b", "S32-c"]',
  dns: `{
    "@":   { "A": "origin" },
    "fed": { "A": "target" }
  }`,
  hosts: `{
    "origin": { "443":  { "cert": "@", "routes": { "/.well-known/matrix/server": { "json": { "m.server": "{fed}:8443" } } } },
                "8448": { "cert": ["@", "fed"], "homeserver": true } },
    "target": { "8443": { "cert": "fed", "homeserver": true } }
  }`,
  expect: '{ "step": "3.2", "connect": [{ "to": "target:8443", "host": "{fed}:8443", "cert": "{fed}" }] }',
};

const port: Body = {
  clauses: '["S2-b", "S2-c"]',
  server: '"{@}:8449"',
  dns: PLAIN_DNS,
  hosts: `{
    "origin": { "8448": { "cert": "@", "homeserver": true },
                "8449": { "cert": "@", "homeserver": true } }
  }`,
  expect: '{ "step": "2", "connect": [{ "to": "origin:8449", "host": "{@}:8449", "cert": "{@}" }] }',
};

const literal: Body = {
  clauses: '["S1-b", "S1-c"]',
  server: '"{ipv4 origin}"',
  hosts: `{
    "origin": { "443":  { "cert": "{ipv4 origin}", "homeserver": true },
                "8448": { "cert": "{ipv4 origin}", "homeserver": true } }
  }`,
  expect:
    '{ "step": "1", "connect": [{ "to": "origin:8448", "host": "{ipv4 origin}", "cert": "{ipv4 origin}" }] }',
};

const fallback: Body = {
  clauses: '["S6-a", "S6-b", "S6-c"]',
  dns: PLAIN_DNS,
  hosts: `{
    "origin": { "443":  { "cert": "@", "homeserver": true },
                "8448": { "cert": "@", "homeserver": true } }
  }`,
  expect: `{ "step": "6", ${PLAIN_CONNECT} }`,
};

const offline: Body = {
  clauses: '["S3-l", "S6-a"]',
  dns: PLAIN_DNS,
  hosts: `{
    "origin": { "443":  { "cert": "@", "fault": "reset" },
                "8448": { "cert": "@", "homeserver": true } }
  }`,
  expect: `{ "step": "6", ${PLAIN_CONNECT} }`,
};

const invalid: Body = {
  clauses: '["G-1"]',
  server: '"https://{@}"',
  dns: PLAIN_DNS,
  hosts: `{
    "origin": { "8448": { "cert": "@", "homeserver": true } }
  }`,
  expect: '{ "step": "invalid", "refuse": true, "control": "fallback/plain", "answer": "failed" }',
};

const alias: Body = {
  clauses: '["N-2", "S6-a", "S6-b"]',
  since: '"v1.6"',
  dns: `{
    "@":    { "CNAME": "real" },
    "real": { "A": "origin" }
  }`,
  hosts: fallback.hosts ?? '',
  expect: fallback.expect ?? '',
};

const inTurn: Body = {
  clauses: '["X-6", "S6-a"]',
  dns: PLAIN_DNS,
  hosts: fallback.hosts ?? '',
  rounds: `[
    { "resolve": "{@}", "expect": { "step": "6", ${PLAIN_CONNECT} } },
    { "resolve": "{@}", "expect": { "step": "6", ${PLAIN_CONNECT} } }
  ]`,
};

const signed: Body = {
  clauses: '["A-1", "A-3"]',
  since: '"v1.3"',
  needs: '["signed"]',
  dns: PLAIN_DNS,
  hosts: fallback.hosts ?? '',
  expect: `{ "step": "6", "connect": [{ "to": "origin:8448", "host": "{@}", "cert": "{@}", "destination": "{@}" }] }`,
};

const keys: Body = {
  clauses: '["D-8", "S32-b", "S32-c"]',
  dns: delegation.dns ?? '',
  hosts: delegation.hosts ?? '',
  request: '"keys"',
  expect: delegation.expect ?? '',
};

/** What is asked for in most of a family; others begin with an SRV record. */
const OF_FAMILY: Readonly<Record<string, Body>> = {
  'well-known': delegation,
  'virtual-hosts': delegation,
  finality: delegation,
  'explicit-port': port,
  'ip-literal': literal,
  fallback,
  tls: fallback,
  control: fallback,
  offline,
  grammar: invalid,
  dns: alias,
  names: inTurn,
  connections: inTurn,
  'x-matrix': signed,
  keys,
};

/** A whole, true scenario to start from. `id`: `family/name`; `schema`: the way from its folder to the JSON Schema. */
export function scenarioTemplate(id: string, schema: string): string {
  const [family = ''] = id.split('/', 1);
  const body = OF_FAMILY[family] ?? srv;
  const lines = Object.entries({
    $schema: JSON.stringify(schema),
    title: JSON.stringify(`${id}: ${UNTITLED}`),
    ...body,
  });
  return `{\n${lines.map(([key, text]) => `  ${JSON.stringify(key)}: ${text}`).join(',\n')}\n}\n`;
}
