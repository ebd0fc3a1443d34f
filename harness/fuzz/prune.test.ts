import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WorldDocument } from './document.ts';
import { prune } from './prune.ts';

const port = { cert: '@', homeserver: true } as const;

const ROWS: readonly (readonly [what: string, before: WorldDocument, dns: string[], hosts: string[]])[] = [
  [
    'records, aliases and targets lead on',
    {
      dns: {
        '@': { CNAME: 'alias' },
        alias: { A: 'origin' },
        '_matrix._tcp': { SRV: { value: ['1 1 8449 hs', '1 1 1 .'], truncate: true } },
        hs: { AAAA: ['target'] },
        lost: { A: 'lost' },
      },
      hosts: { origin: { '8448': port }, target: { '8449': port, '8450': port }, lost: {} },
    },
    ['@', 'alias', '_matrix._tcp', 'hs'],
    ['origin:8448', 'target:8449'],
  ],
  [
    'so do files and redirects, and the ports in them',
    {
      dns: { '@': { A: 'origin' }, fed: { A: 'fed' }, '_matrix-fed._tcp.fed': { SRV: '1 1 8448 fed' } },
      hosts: {
        origin: { '443': { cert: '@', routes: { '/x': { json: { 'm.server': '{upper fed}:8443' } } } } },
        fed: { '8443': port, '9000': port },
      },
    },
    ['@', 'fed', '_matrix-fed._tcp.fed'],
    ['origin:443', 'fed:8443'],
  ],
  [
    'an address leads to its machine, and to no name',
    {
      server: '{ipv4 origin}:8449',
      dns: { '@': { A: 'origin' }, '*': { A: 'trap' } },
      hosts: { origin: { '8449': port }, trap: { '8448': port } },
    },
    [],
    ['origin:8449'],
  ],
  [
    'a wildcard answers for any name',
    {
      dns: { '@': { A: 'origin' }, '*': { A: 'trap' } },
      hosts: { origin: { '8448': port }, trap: { '8448': port } },
    },
    ['@', '*'],
    ['origin:8448', 'trap:8448'],
  ],
];

for (const [what, before, dns, hosts] of ROWS) {
  test(what, () => {
    const after = prune(before);
    const listeners = Object.entries(after.hosts).flatMap(([label, ports]) =>
      Object.keys(ports).map((each) => `${label}:${each}`),
    );
    assert.deepEqual([Object.keys(after.dns), listeners], [dns, hosts]);
  });
}
