import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scenario, scratchLibrary } from '../testing/scratch-library.ts';
import { lintFiles } from './lint-file.ts';

const homeserver = { cert: '@', homeserver: true };
const serving = (answer: unknown) => ({
  origin: {
    '443': { cert: '@', routes: { '/.well-known/matrix/server': answer } },
    '8448': homeserver,
  },
});
const trap = { trap: { '8443': { cert: 'fed', homeserver: true } } };
const fed = { '@': { A: 'origin' }, fed: { A: 'trap' } };

const found = (what: string, hint: string) => `${what}; ${hint}`;
const unused = (name: string) =>
  found(
    `nothing leads to the name "${name}"`,
    `let a record lead to it, or a text in which it is written "{${name}}", or remove it`,
  );
const unreachable = (listener: string, label: string) =>
  found(
    `nobody could reach ${listener}: nothing that a resolver might ask for leads to the host "${label}"`,
    'let something lead there, or remove it',
  );
const noPort = (listener: string, port: number) =>
  found(
    `nobody could reach ${listener}: no record, file or server name has the port ${port}`,
    'give the decoy a port that some wrong turn leads to, or remove it',
  );

const ROWS: readonly [what: string, changes: Readonly<Record<string, unknown>>, ...problems: string[]][] = [
  ['a sound file', {}],
  [
    'a name that nothing leads to, and a decoy that only it leads to',
    { dns: { ...fed, spare: { A: 'origin' } }, hosts: { origin: { '8448': homeserver }, ...trap } },
    unused('fed'),
    unused('spare'),
  ],
  [
    'a decoy whose address is written where nobody reads it',
    {
      request: { path: '/{ipv4 trap}' },
      hosts: { origin: { '8448': homeserver }, trap: { '8448': homeserver } },
    },
    unreachable('trap:8448', 'trap'),
  ],
  [
    'a port that nothing speaks of',
    { hosts: { origin: { '8448': homeserver, '9000': homeserver } } },
    noPort('origin:9000', 9000),
  ],
  [
    'names that labels in punycode are mapped to',
    {
      server: 'xn--fa-hia.{@}',
      dns: {
        '@': { A: 'origin' },
        'xn--fa-hia': { A: 'origin' },
        fass: { A: 'trap' },
        '_matrix-fed._tcp.xn--fa-hia': { SRV: '1 1 8443 xn--nxasmm1c' },
        'xn--nxasmq6b': { A: 'trap' },
        sonst: { A: 'trap' },
      },
      hosts: { origin: { '8448': homeserver }, trap: { '8443': { cert: '@', homeserver: true } } },
    },
    unused('sonst'),
  ],
  [
    'ports that are tried without being told',
    { hosts: { origin: { '443': homeserver, '8448': homeserver } } },
  ],
  [
    'the port of an SRV record whose target is ignored',
    {
      dns: { '@': { A: 'origin' }, '_matrix-fed._tcp': { SRV: '1 1 9000 hs' }, hs: { A: 'origin' } },
      hosts: { origin: { '8448': homeserver, '9000': homeserver } },
    },
  ],
  [
    'a delegation in a file that does not count',
    { dns: fed, hosts: { ...serving({ status: 404, json: { 'm.server': '{fed}:8443' } }), ...trap } },
  ],
  [
    'a delegation in broken JSON',
    { dns: fed, hosts: { ...serving({ body: '{"m.server": "{fed}:8443"' }), ...trap } },
  ],
  [
    'a delegation in UTF-16',
    {
      dns: fed,
      hosts: {
        ...serving({ bodyBase64: Buffer.from('fed.case.x.test:8443', 'utf16le').toString('base64') }),
        ...trap,
      },
    },
  ],
  ['a redirect', { dns: fed, hosts: { ...serving({ location: 'https://{fed}:8443/' }), ...trap } }],
  ['a header', { dns: fed, hosts: { ...serving({ headers: { link: '<https://{fed}:8443/>' } }), ...trap } }],
  [
    'a percent sign that is undone',
    { server: 'fe%64.case.x.test:8443', dns: fed, hosts: { origin: { '8448': homeserver }, ...trap } },
  ],
  [
    'a tab that is left out',
    { server: 'fe\td.{@}:8443', dns: fed, hosts: { origin: { '8448': homeserver }, ...trap } },
  ],
  [
    'letters that are made ASCII',
    {
      server: 'bücher.{@}:8443',
      dns: { '@': { A: 'origin' }, 'xn--bcher-kva': { A: 'trap' } },
      hosts: { origin: { '8448': homeserver }, ...trap },
    },
  ],
  [
    'an address that is oddly spelled',
    {
      server: '{short trap}:8443',
      dns: {},
      hosts: { trap: { '8443': homeserver } },
      expect: { refuse: true },
    },
  ],
  [
    'an IPv6 address with all its zeros',
    {
      server: '[{ipv6 trap}]:8443',
      dns: {},
      hosts: { trap: { '8443': homeserver } },
      expect: { refuse: true },
    },
  ],
  [
    'a name below a search domain',
    {
      machine: { search: ['lan'] },
      dns: { '@': { A: 'origin' }, 'case.x.test.lan': { A: 'trap' } },
      hosts: { origin: { '8448': homeserver }, trap: { '8448': homeserver } },
    },
  ],
  [
    'a wildcard beside a name',
    {
      dns: { '@': { A: 'origin' }, '*': { A: 'trap' } },
      hosts: { origin: { '8448': homeserver }, trap: { '8448': homeserver } },
    },
  ],
  [
    'a target without its final dot',
    {
      dns: {
        '@': { A: 'origin' },
        '_matrix._tcp': { SRV: '1 1 8448 hs.example.' },
        'hs.example': { A: 'trap' },
      },
      hosts: { origin: { '8448': homeserver }, trap: { '8448': homeserver } },
    },
  ],
  [
    'a target that looks like an address',
    {
      dns: { '@': { A: 'origin' }, '_matrix._tcp': { SRV: '1 1 8448 {ipv4 trap}.' } },
      hosts: { origin: { '8448': homeserver }, trap: { '8448': homeserver } },
    },
  ],
  ['a name that makes another one exist', { dns: { '@': { A: 'origin' }, 'x._matrix._tcp': { TXT: 'x' } } }],
  [
    'a name that only a certificate has',
    {
      dns: { '@': { A: 'origin' }, neighbour: { A: 'origin' } },
      hosts: { origin: { '8448': { cert: { default: 'neighbour', sni: { '@': '@' } }, homeserver: true } } },
    },
  ],
];

const withSites = (vhosts: unknown, more: object = {}) => ({
  dns: { '@': { A: 'origin' } },
  hosts: { origin: { '8448': { ...homeserver, vhosts, ...more } } },
});
const noName = (key: string, hint: string) =>
  found(`"${key}" is no name of this case, so that nobody sends it as Host`, hint);

const SITES: typeof ROWS = [
  ['a site of the server name', withSites({ '@': {} })],
  ['a site of it with a port', withSites({ '@:8448': {}, '{@}:443': {} })],
  [
    'a site of it with a port that only its server name has',
    { ...withSites({ '@:9': {} }), server: '{@}:9' },
  ],
  [
    'a site of it with a port that is nowhere',
    withSites({ '@:9': {} }),
    found(
      'nobody sends "@:9" as Host: neither this listener nor a record, file or server name has that port',
      'write the port 8448, or leave it out',
    ),
  ],
  ['sites of addresses', withSites({ '{ipv4 origin}': {}, '[{full origin}]:8448': {} })],
  [
    'a site of a neighbour, which has records for nothing else',
    { ...withSites({ www: {} }), dns: { '@': { A: 'origin' }, www: { A: 'origin' } } },
  ],
  [
    'a site of a name that has SRV records only',
    {
      dns: { '@': { A: 'origin' }, '_matrix._tcp.fed': { SRV: '1 1 8448 @' } },
      hosts: {
        origin: {
          '443': { cert: '@', routes: { '/.well-known/matrix/server': { json: { 'm.server': '{fed}' } } } },
          '8448': { ...homeserver, vhosts: { fed: {} } },
        },
      },
    },
  ],
  [
    'a site of a name that is no name of the case',
    {
      ...withSites({ '@': {}, fde: {} }),
      dns: { '@': { A: 'origin' }, '_matrix._tcp': { SRV: '1 1 8448 fed' } },
    },
    noName('fde', 'did you mean "fed"?'),
  ],
  [
    'the same with a port',
    withSites({ 'fed:8448': {} }),
    noName('fed:8448', 'known here: @ {ipv4 origin} [{ipv6 origin}]'),
  ],
  [
    'a site of somebody else',
    withSites({ 'example.org.': {} }),
    noName('example.org.', 'known here: @ {ipv4 origin} [{ipv6 origin}]'),
  ],
  ...['reset', 'close', 'garbage', 'stall-tcp', 'stall-tls', 'blackhole', 'unreachable'].map(
    (fault): (typeof ROWS)[number] => [
      `sites behind the fault ${fault}`,
      withSites({ '@': {} }, { fault }),
      found(
        `the virtual hosts of origin:8448 have no effect: with the fault "${fault}" no request is read there`,
        'remove "vhosts" or the fault',
      ),
    ],
  ),
  [
    'a decoy that only the file of a virtual host leads to',
    {
      dns: fed,
      hosts: {
        origin: {
          '443': {
            cert: '@',
            vhosts: {
              '@': { routes: { '/.well-known/matrix/server': { json: { 'm.server': '{fed}:8443' } } } },
            },
          },
          '8448': homeserver,
        },
        ...trap,
      },
    },
  ],
  ['sites in clear text', withSites({ '@': {} }, { cert: 'none' })],
  ['sites behind plain-http', withSites({ '@': {} }, { fault: 'plain-http' })],
];

test('a mistake in a virtual host is told at its key, also in a later round', () => {
  const rounds = [
    { resolve: '{@}', expect: { refuse: true } },
    {
      resolve: '{@}',
      change: { hosts: { origin: { '8448': { vhosts: { fde: {} } } } } },
      expect: { refuse: true },
    },
  ];
  for (const file of [scenario(withSites({ '@': {}, fde: {} })), scenario({ expect: undefined, rounds })]) {
    using library = scratchLibrary({ 'x/case.json': file });
    const text = JSON.stringify(file, null, 2).split('\n');
    const line = text.findIndex((row) => row.includes('"fde"')) + 1;
    const column = (text[line - 1] ?? '').indexOf('"fde"') + 1;
    const places = lintFiles(library.load().cases).map(({ position }) => [position?.line, position?.column]);
    assert.ok(line > 1);
    assert.deepEqual(places, [[line, column]]);
  }
});

test('a virtual host that has an effect in one variant is in use', () => {
  const file = scenario({
    ...withSites({ '@': {} }),
    vary: [{ id: 'a' }, { id: 'b', hosts: { origin: { '8448': { fault: 'reset' } } } }],
  });
  using library = scratchLibrary({ 'x/case.json': file });
  assert.deepEqual(lintFiles(library.load().cases), []);
});

for (const [what, changes, ...problems] of [...ROWS, ...SITES]) {
  test(what, () => {
    using library = scratchLibrary({ 'x/case.json': scenario(changes) });
    const { cases, problems: mistakes } = library.load();
    assert.deepEqual(
      mistakes.map(({ message }) => message),
      [],
    );
    assert.deepEqual(
      lintFiles(cases).map((each) => found(each.what, each.hint ?? '')),
      problems,
    );
  });
}

const DELEGATING = serving({ json: { 'm.server': '{fed}:8443' } });
const vary = (...patches: readonly unknown[]) => ({
  ...scenario({ dns: fed, hosts: { ...DELEGATING, ...trap } }),
  vary: patches,
});
const noFile = { hosts: { origin: { '443': null } } };

test('what one variant uses is in use; what none uses is told once, at the first', () => {
  using library = scratchLibrary({
    'x/case.json': vary({ id: 'a' }, { id: 'b', ...noFile }),
    'x/idle.json': vary({ id: 'a', ...noFile }, { id: 'b', ...noFile, level: 'record' }),
  });
  assert.deepEqual(
    lintFiles(library.load().cases).map(({ what, position }) => [
      what,
      position?.file.endsWith('idle.json'),
      (position?.line ?? 0) > 1,
    ]),
    [['nothing leads to the name "fed"', true, true]],
  );
});

test('a file of which only a part was selected is left alone', () => {
  using library = scratchLibrary({ 'x/case.json': vary({ id: 'a' }, { id: 'b', ...noFile }) });
  assert.deepEqual(lintFiles(library.load('x/case#b').cases), []);
  assert.deepEqual(lintFiles(library.load('x/case').cases), []);
});

test('two variants that are the same after their patches', () => {
  const same = (a: object, b: object) => {
    using library = scratchLibrary({ 'x/case.json': vary({ id: 'a', ...a }, { id: 'b', ...b }) });
    const text = JSON.stringify(vary({ id: 'a', ...a }, { id: 'b', ...b }), null, 2).split('\n');
    const line = text.findIndex((row) => row.includes('"id": "b"')) + 1;
    return lintFiles(library.load().cases).map((each) => {
      assert.equal(each.position?.line, line);
      assert.match(each.hint ?? '', /^correct the patch/);
      return each.what;
    });
  };
  const complaint = ['the variant "b" is the same as "a" once its patch is made'];
  assert.deepEqual(same({}, {}), complaint);
  assert.deepEqual(same({}, { title: 'Other words', note: 'and a note', clauses: ['S6-b'] }), complaint);
  assert.deepEqual(same({ dns: { fed: { A: 'trap' } } }, { dns: { fed: { A: ['trap'] } } }), complaint);
  assert.deepEqual(
    same({}, { hosts: { origin: { '443': { routes: { '/.well-known/matrix/server': { status: 200 } } } } } }),
    complaint,
  );
  assert.deepEqual(same({ server: '{upper @}' }, { server: '{@}' }), []);
  assert.deepEqual(same({ server: '{ipv4 trap}' }, { server: '{ipv4 origin}' }), []);
  assert.deepEqual(same({}, { level: 'record' }), []);
  assert.deepEqual(same({}, { hosts: { trap: { '8443': { cert: { expired: true } } } } }), []);
});
