import assert from 'node:assert/strict';
import { test } from 'node:test';
import { followRedirect } from './redirect.ts';
import type { RedirectHop } from './well-known-result.ts';

const FIRST: RedirectHop = { hostname: 'sn.test', port: 443, authority: 'sn.test', path: '/a/b' };

const TABLE: [status: number, location: string | undefined, to: Partial<RedirectHop> | undefined][] = [
  [301, '/c', { path: '/c' }],
  [302, 'c', { path: '/a/c' }],
  [303, '?q=1', { path: '/a/b?q=1' }],
  [307, 'https://rh.test/c#f', { hostname: 'rh.test', authority: 'rh.test', path: '/c' }],
  [308, '//rh.test/c', { hostname: 'rh.test', authority: 'rh.test', path: '/c' }],
  [302, 'https://rh.test:444/c', { hostname: 'rh.test', port: 444, authority: 'rh.test:444', path: '/c' }],
  [
    302,
    'https://[2a00:db8::7]:444/',
    { hostname: '2a00:db8::7', port: 444, authority: '[2a00:db8::7]:444', path: '/' },
  ],
  [302, 'http://rh.test/c', undefined],
  [302, 'ftp://rh.test/c', undefined],
  [302, 'https://', undefined],
  [302, undefined, undefined],
  [200, '/c', undefined],
  [201, '/c', undefined],
  [300, '/c', undefined],
  [304, '/c', undefined],
  [305, '/c', undefined],
  [404, '/c', undefined],
];

test('five redirects are followed, to https only', () => {
  for (const [status, location, to] of TABLE) {
    const reply = { status, headers: location === undefined ? {} : { location }, body: new Uint8Array() };
    assert.deepEqual(followRedirect(reply, FIRST), to && { ...FIRST, ...to }, `${status} ${location}`);
  }
});

test('a relative redirect keeps a name that URL parsers take for an address', () => {
  const hop = { ...FIRST, hostname: '127.1', authority: '127.1' };
  const next = followRedirect({ status: 302, headers: { location: '/c' }, body: new Uint8Array() }, hop);
  assert.deepEqual(next, { ...hop, path: '/c' });
});
