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
  [
    'so do HTTPS records, by their target and by their hints',
    {
      dns: { '@': { A: 'origin', HTTPS: ['1 svc port=8449', '1 . ipv4hint=hint'] }, svc: { A: 'svc' } },
      hosts: { origin: { '8449': port }, svc: { '8448': port }, hint: { '443': port }, other: {} },
    },
    ['@', 'svc'],
    ['origin:8449', 'svc:8448', 'hint:443'],
  ],
  [
    'and records that nobody asked for',
    {
      dns: {
        '@': { A: { value: 'origin', strays: { other: { A: 'stray' } } } },
        '_matrix._tcp': { SRV: { value: [], strays: { '_matrix._tcp.x': { SRV: '1 1 8450 hs' } } } },
        hs: { A: 'target' },
      },
      hosts: { origin: { '8448': port }, stray: { '8448': port }, target: { '8450': port } },
    },
    ['@', '_matrix._tcp', 'hs'],
    ['origin:8448', 'stray:8448', 'target:8450'],
  ],
  [
    'and the settings of the machine, as far as they are about such names',
    {
      machine: {
        hosts: { '@': ['listed', '{ipv6 listed-b}'], nobody: ['lost'] },
        secondServer: { '_matrix._tcp': { SRV: '1 1 8451 second' } },
      },
      dns: { '@': { A: 'origin' }, second: { A: 'second' } },
      hosts: {
        origin: { '8448': port },
        listed: { '8448': port },
        'listed-b': { '8448': port },
        second: { '8451': port },
        lost: { '8448': port },
      },
    },
    ['@', 'second'],
    ['origin:8448', 'listed:8448', 'listed-b:8448', 'second:8451'],
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

test('settings about names that nobody is led to are left out', () => {
  const world = { dns: { '@': { A: 'origin' } }, hosts: { origin: { '8448': port } } };
  const machine = { hosts: { '@': ['origin'], nobody: ['origin'] }, secondServer: { nobody: {} } };
  assert.deepEqual(prune({ machine, ...world }).machine, { hosts: { '@': ['origin'] } });
  assert.equal('machine' in prune({ machine: { secondServer: { nobody: {} } }, ...world }), false);
});
