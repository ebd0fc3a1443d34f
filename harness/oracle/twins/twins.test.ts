import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Case, SpecVersion } from '../../model/index.ts';
import { loadCases } from '../../scenario/index.ts';
import { checkClauses } from '../clause.ts';
import { compareWithOracle } from '../double-entry/compare.ts';
import { consultOracle } from '../server-discovery/oracle.ts';
import { absolute, delegatesTo, SELF, type Sketch, serving, sketch } from '../testing/worlds.ts';
import { applies } from '../version.ts';
import { type Kin, twinsOf, twinsOfLibrary } from './twins.ts';

/** A rebind that keeps the names: what is derived does not hang on them. */
const same: Kin = { rebind: (c, id) => ({ ...c, id }), earlier: () => after([]) };

/** It stands behind these in its file. */
function after(earlier: readonly Case[]) {
  return { siblings: { at: (index: number) => earlier.slice(index, index + 1) }, before: earlier.length };
}

const reached = (to: `${string}:${number}`, name: string): NonNullable<Sketch['expect']> => ({
  connect: [{ to: [to], host: absolute(name), cert: absolute(name) }],
});

/** Delegation by a redirect to an alias, and to a name with an SRV record: every role there is. */
const EVERY_ROLE: Sketch = {
  dns: {
    '@': { A: 'origin' },
    www: { CNAME: 'pages' },
    pages: { A: 'www' },
    fed: { A: 'decoy' },
    '_matrix-fed._tcp.fed': { SRV: '1 1 8443 hs' },
    hs: { A: 'target' },
  },
  hosts: {
    origin: {
      443: serving({ status: 302, location: 'https://{www}/moved' }),
      8448: { cert: '@' },
    },
    www: { 443: { cert: 'www', routes: { '/moved': delegatesTo('{fed}') } } },
    decoy: { 8448: { cert: ['@', 'fed'] } },
    target: { 8443: { cert: 'fed' } },
  },
  expect: reached('target:8443', 'fed'),
};

const roles = (s: Sketch): string[] => twinsOf(sketch(s), same).flatMap(({ twin }) => twin?.role ?? []);

test('one twin for each name of the case, one for a name outside, one for each flaw, at each listener', () => {
  assert.deepEqual(roles(EVERY_ROLE), [
    'cert-of-server',
    'cert-of-target',
    'cert-of-redirect',
    'cert-of-address',
    'cert-of-other',
    'cert-expired',
    'cert-untrusted',
    'wk-cert-of-delegate',
    'wk-cert-of-redirect',
    'wk-cert-of-address',
    'wk-cert-of-other',
    'wk-cert-expired',
    'wk-cert-untrusted',
    'hop-cert-of-server',
    'hop-cert-of-delegate',
    'hop-cert-of-alias',
    'hop-cert-of-address',
    'hop-cert-of-other',
    'hop-cert-expired',
    'hop-cert-untrusted',
  ]);
});

test('a twin expects what the oracle makes of its world: a refusal at the target, the server name without the file', () => {
  const twins = twinsOf(sketch(EVERY_ROLE), same);
  const find = (role: string) => twins.find(({ twin }) => twin?.role === role);
  const atTarget = find('cert-of-target');
  assert.deepEqual(atTarget?.twin, {
    parent: 'family/sn',
    role: 'cert-of-target',
    listener: 'target:8443',
  });
  assert.equal(atTarget?.id, 'family/sn~cert-of-target');
  assert.deepEqual(atTarget?.clauses, ['S33-c']);
  assert.deepEqual(atTarget?.expect, {
    step: '3.3',
    connect: [],
    refuse: true,
    control: 'family/sn',
    saw: [],
    never: [],
    atMost: [],
  });
  const atHop = find('hop-cert-expired');
  assert.deepEqual(atHop?.clauses, ['R-5']);
  assert.deepEqual(atHop?.expect.connect, [{ to: ['origin:8448'], host: SELF, cert: SELF, sni: SELF }]);
  assert.deepEqual(find('cert-expired')?.clauses, ['T-2']);
  assert.deepEqual(find('cert-untrusted')?.clauses, ['T-1']);
});

const PLAIN: Sketch = {
  dns: { '@': { A: 'origin' } },
  hosts: { origin: { 8448: { cert: '@' } } },
  expect: reached('origin:8448', '@'),
};
const AT_ORIGIN = ['cert-of-address', 'cert-of-other', 'cert-expired', 'cert-untrusted'];

const CONDITIONS: readonly (readonly [what: string, s: Sketch, roles: readonly string[]])[] = [
  ['a plain fallback', PLAIN, AT_ORIGIN],
  ['a name in other letter case is the same name', { ...PLAIN, server: 'SN.family.TEST' }, AT_ORIGIN],
  [
    'an address as server name is its own address',
    {
      server: '{ipv4 origin}',
      hosts: { origin: { 8448: { cert: '{ipv4 origin}' } } },
      expect: { connect: [{ to: ['origin:8448'], host: '20.1.0.1', cert: '20.1.0.1' }] },
    },
    AT_ORIGIN.slice(1),
  ],
  [
    'an SRV target',
    {
      dns: { '@': { A: 'origin' }, '_matrix-fed._tcp': { SRV: '1 1 8448 hs' }, hs: { A: 'origin' } },
      hosts: { origin: { 8448: { cert: '@' } } },
      expect: reached('origin:8448', '@'),
    },
    ['cert-of-target', ...AT_ORIGIN],
  ],
  [
    'a file that does not count names somebody, too',
    {
      ...PLAIN,
      hosts: { origin: { 443: serving({ ...delegatesTo('{fed}'), status: 404 }), 8448: { cert: '@' } } },
    },
    ['cert-of-delegate', ...AT_ORIGIN],
  ],
  [
    'a file of another virtual host names somebody, too',
    {
      ...PLAIN,
      hosts: {
        origin: {
          443: {
            ...serving({ status: 404 }),
            vhosts: { '{www}': { routes: { '/.well-known/matrix/server': delegatesTo('{fed}') } } },
          },
          8448: { cert: '@' },
        },
      },
    },
    ['cert-of-delegate', ...AT_ORIGIN],
  ],
  [
    'whoever answers slowly is about a stall, a virtual host as well',
    {
      ...PLAIN,
      hosts: {
        origin: {
          443: {
            ...serving({ status: 404 }),
            vhosts: { '{www}': { routes: { '/.well-known/matrix/server': { delay: 5000 } } } },
          },
          8448: { cert: '@' },
        },
      },
    },
    [],
  ],
  [
    'the listener that is reached also served the file',
    {
      dns: { '@': { A: 'origin' } },
      hosts: { origin: { 443: serving(delegatesTo('{@}:443')), 8448: { cert: '@' } } },
      expect: { connect: [{ to: ['origin:443'], host: `${SELF}:443`, cert: SELF }] },
    },
    [],
  ],
  [
    'without the file the same listener is reached',
    {
      dns: { '@': { A: 'origin' } },
      hosts: { origin: { 443: serving(delegatesTo('{@}:8448')), 8448: { cert: '@' } } },
      expect: { connect: [{ to: ['origin:8448'], host: `${SELF}:8448`, cert: SELF }] },
    },
    AT_ORIGIN,
  ],
  [
    'two listeners that would do',
    {
      dns: { '@': { A: ['one', 'two'] } },
      hosts: { one: { 8448: { cert: '@' } }, two: { 8448: { cert: '@' } } },
      expect: { connect: [{ to: ['one:8448', 'two:8448'], host: SELF, cert: SELF }] },
    },
    [],
  ],
  ['another reading is tolerated', { ...PLAIN, tolerate: [tolerance()] }, []],
  ['recorded only', { ...PLAIN, level: 'record' }, []],
  ['a signed request', { ...PLAIN, needs: ['signed'] }, []],
  ['nothing stronger than SHOULD', { ...PLAIN, clauses: ['N-3'] }, []],
  ['MUST by the word of its author', { ...PLAIN, clauses: ['N-3'], level: 'MUST' }, AT_ORIGIN],
  ['a refusal', { ...PLAIN, hosts: { origin: {} }, expect: { refuse: true } }, []],
  [
    'somebody stalls',
    { ...PLAIN, hosts: { origin: { 443: { fault: 'stall-tls' }, 8448: { cert: '@' } } } },
    [],
  ],
  [
    'redirects that lead round in a circle',
    {
      ...PLAIN,
      hosts: {
        origin: {
          443: serving({ status: 302, location: 'https://{@}/.well-known/matrix/server' }),
          8448: { cert: '@' },
        },
      },
    },
    [],
  ],
];

function tolerance(): Case['tolerate'][number] {
  return { because: 'why not', grade: 'lenient', connect: [], refuse: true };
}

for (const [what, s, expected] of CONDITIONS) {
  test(`${what}: ${expected.join(' ') || 'no twins'}`, () => assert.deepEqual(roles(s), expected));
}

test('what an earlier variant shows is not shown again, and what differs is', () => {
  const rolesAfter = (earlier: readonly Sketch[], s: Sketch) => {
    const kin: Kin = { ...same, earlier: () => after(earlier.map((each) => sketch(each))) };
    return twinsOf(sketch(s), kin).flatMap(({ twin }) => twin?.role ?? []);
  };
  const silent: Sketch = { ...PLAIN, hosts: { origin: { 443: { fault: 'reset' }, 8448: { cert: '@' } } } };
  const withTarget: Sketch = {
    ...PLAIN,
    dns: { ...PLAIN.dns, '_matrix-fed._tcp': { SRV: '1 1 8448 hs' }, hs: { A: 'origin' } },
  };
  assert.deepEqual(rolesAfter([silent], PLAIN), []);
  assert.deepEqual(rolesAfter([{ ...silent, level: 'record' }], PLAIN), AT_ORIGIN);
  assert.deepEqual(rolesAfter([PLAIN, silent], withTarget), ['cert-of-target', ...AT_ORIGIN]);
  assert.deepEqual(rolesAfter([withTarget, silent], withTarget), []);
});

test('a case that is still to come has the twins of later, and one that is over has none', () => {
  const rolesIn = (span: Pick<Case, 'since' | 'until'>, wanted: SpecVersion) =>
    twinsOf({ ...sketch(PLAIN), ...span }, same, wanted).flatMap(({ twin }) => twin?.role ?? []);
  assert.deepEqual(rolesIn({ since: 'v1.8' }, 'v1.7'), AT_ORIGIN);
  assert.deepEqual(rolesIn({ until: 'v1.7' }, 'v1.7'), AT_ORIGIN);
  assert.deepEqual(rolesIn({ until: 'v1.7' }, 'v1.8'), []);
});

test('in a library, what is wrong anywhere is shown in the plainest case of a family and step', () => {
  const withTarget: Sketch = {
    ...PLAIN,
    dns: { ...PLAIN.dns, '_matrix-fed._tcp': { SRV: '1 1 8448 hs' }, hs: { A: 'origin' } },
  };
  const named = (id: string, s: Sketch) => ({ ...sketch(s), id });
  const ids = (cases: readonly Case[]) => twinsOfLibrary(cases, same).map(({ id }) => id);
  const plain = AT_ORIGIN.map((role) => `family/b~${role}`);
  const redirected = { ...PLAIN, dns: { ...PLAIN.dns, more: { A: 'origin' } } };
  assert.deepEqual(ids([named('family/a', redirected), named('family/b', PLAIN)]), plain);
  // Another step has its own; and whom a certificate is for is shown in each.
  const at4 = (id: string) => AT_ORIGIN.map((role) => `${id}~${role}`);
  assert.deepEqual(
    ids([named('family/b', PLAIN), named('family/c', withTarget), named('family/d', withTarget)]),
    [...plain, 'family/c~cert-of-target', ...at4('family/c'), 'family/d~cert-of-target'],
  );
  assert.deepEqual(ids([{ ...named('other/a', PLAIN), family: 'other' }, named('family/b', PLAIN)]), [
    ...plain,
    ...at4('other/a'),
  ]);
});

test('a case that cannot be there twice has no twins', () => {
  assert.deepEqual(twinsOf(sketch(PLAIN), { ...same, rebind: () => undefined }), []);
});

const library = loadCases({ root: new URL('../../../', import.meta.url).pathname });
const twins = library.cases.flatMap((c) => twinsOf(c, library));

test('the library: each twin cites what exists, and is what the oracle says', () => {
  assert.ok(twins.length > library.cases.length, `${twins.length} twins`);
  for (const twin of twins) {
    assert.deepEqual(checkClauses(twin), [], twin.id);
    if (applies(twin, 'v1.19')) assert.deepEqual(compareWithOracle(twin, consultOracle(twin)), [], twin.id);
  }
});

test('the library: ids, names and addresses of twins are nobody else’s, and fit into DNS', () => {
  const all = [...library.cases, ...twins];
  assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
  assert.equal(new Set(all.map(({ name }) => name)).size, all.length);
  const own = all
    .filter(({ machine }) => machine === undefined)
    .flatMap(({ hosts }) => hosts.flatMap(({ ipv4, ipv6 }) => [ipv4, ipv6]));
  assert.equal(new Set(own).size, own.length);
  for (const { name } of twins)
    assert.ok(
      name.split('.').every((label) => label.length <= 63),
      name,
    );
});

test('the library: derived again, the twins are the same', () => {
  const again = loadCases({ root: new URL('../../../', import.meta.url).pathname });
  const second = again.cases.flatMap((c) => twinsOf(c, again));
  assert.deepEqual(
    second.map(({ id, hosts }) => [id, hosts.map(({ ipv4 }) => ipv4)]),
    twins.map(({ id, hosts }) => [id, hosts.map(({ ipv4 }) => ipv4)]),
  );
});
