import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Listener, VirtualHost } from './case.ts';
import { hostOfUrl, readHost, siteFor, sitesOf } from './site.ts';

const virtual = (text: string): VirtualHost => {
  const asked = readHost(text);
  assert.ok(asked);
  return {
    name: asked.name,
    ...(asked.port !== undefined && { port: Number(asked.port) }),
    text,
    routes: [],
  };
};

const names = [
  'fed.test:8443',
  'fed.test',
  'port.test:8448',
  '20.1.0.1',
  '[2a00:db8:1::1]',
  '[2a00:db8:1::1]:8449',
  'constructor',
];
const listener: Listener = { host: 'origin', port: 8448, routes: [], vhosts: names.map(virtual) };

/** What answers: a virtual host as it is written, or the listener's own site. */
const ROWS: readonly [host: string | null, answers: string][] = [
  ['fed.test', 'fed.test'],
  ['FED.Test', 'fed.test'],
  ['fed.test.', 'fed.test'],
  ['fed.test:443', 'fed.test'],
  ['fed.test:8443', 'fed.test:8443'],
  ['Fed.test.:8443', 'fed.test:8443'],
  ['fed.test:08443', 'fed.test'],
  ['fed.test:', 'fed.test'],
  ['port.test:8448', 'port.test:8448'],
  ['port.test', 'own'],
  ['port.test:8443', 'own'],
  ['www.fed.test', 'own'],
  ['test', 'own'],
  ['', 'own'],
  [null, 'own'],
  ['fed.test:x', 'own'],
  ['fed.test:8443:8443', 'own'],
  ['user@fed.test', 'own'],
  ['https://fed.test', 'own'],
  ['20.1.0.1', '20.1.0.1'],
  ['20.1.0.1:8448', '20.1.0.1'],
  ['020.1.0.1', 'own'],
  ['[20.1.0.1]', 'own'],
  ['[2a00:db8:1::1]', '[2a00:db8:1::1]'],
  ['[2A00:0DB8:1:0::1]', '[2a00:db8:1::1]'],
  ['[2a00:db8:1::1]:8448', '[2a00:db8:1::1]'],
  ['[2a00:db8:1::1]:8449', '[2a00:db8:1::1]:8449'],
  ['2a00:db8:1::1', 'own'],
  ['[2a00:db8:1::1', 'own'],
  ['[2a00:db8:1::1%eth0]', 'own'],
  ['[]', 'own'],
  ['constructor', 'constructor'],
  ['__proto__', 'own'],
];

for (const [host, answers] of ROWS) {
  test(`Host ${JSON.stringify(host)} is answered by ${answers}`, () => {
    const site = siteFor(listener, host);
    assert.equal(site === listener ? 'own' : (site as VirtualHost).text, answers);
  });
}

test('without virtual hosts every Host is answered by the listener itself', () => {
  const plain: Listener = { host: 'origin', port: 443, routes: [] };
  assert.equal(siteFor(plain, 'fed.test'), plain);
  assert.deepEqual(sitesOf(plain), [plain]);
  assert.equal(sitesOf(listener).length, names.length + 1);
});

test('the Host of a URL has its port, unless it is the default', () => {
  const table: readonly [string, number, string][] = [
    ['fed.test', 443, 'fed.test'],
    ['fed.test', 8443, 'fed.test:8443'],
    ['2a00:db8::1', 443, '[2a00:db8::1]'],
    ['2a00:db8::1', 8443, '[2a00:db8::1]:8443'],
    ['20.1.0.1', 8443, '20.1.0.1:8443'],
  ];
  for (const [host, port, expected] of table) assert.equal(hostOfUrl(host, port), expected);
});
