import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameOfCell } from '../../model/index.ts';
import { type ListenerSketch, type Sketch, sketch } from '../testing/worlds.ts';
import { cellsOfCase } from './cells-of-case.ts';

const cells = (s: Sketch) => cellsOfCase(sketch(s)).map(nameOfCell);

const VERSION = '/_matrix/federation/v1/version';
const FILE = '/.well-known/matrix/server';
const alive = (cert: string) => ({ cert, homeserver: true });

/** Step 6: port 443 is alive beside the place that is given. */
const fallback = (place: Partial<ListenerSketch> | undefined): Sketch => ({
  dns: { '@': { A: 'a' } },
  hosts: { a: { 443: alive('@'), ...(place && { 8448: place }) } },
});

test('what goes wrong at the place of a step', () => {
  const rows: readonly [trouble: string | undefined, place: Partial<ListenerSketch> | undefined][] = [
    ['refused', undefined],
    ['refused', { fault: 'unreachable' }],
    ['reset', { fault: 'reset' }],
    ['reset', { fault: 'close' }],
    ['stall', { fault: 'blackhole' }],
    ['stall', { cert: '@', fault: 'stall-tls' }],
    ['stall', { fault: 'stall-tcp' }],
    ['bad-certificate', { cert: { names: ['sn.family.test'], flaw: 'expired' }, homeserver: true }],
    ['bad-certificate', alive('other')],
    ['redirect', { cert: '@', routes: { [VERSION]: { status: 302, location: '/' } } }],
    ['status', { cert: '@', routes: { [VERSION]: { status: 500 } } }],
    ['status', { cert: '@', homeserver: false }],
    ['cut-body', { cert: '@', routes: { [VERSION]: { close: true } } }],
    // What has no name in the matrix.
    [undefined, { fault: 'garbage' }],
    [undefined, { fault: 'plain-http' }],
    [undefined, { cert: '@', routes: { [VERSION]: { raw: new Uint8Array() } } }],
  ];
  for (const [trouble, place] of rows) {
    const expected = trouble === undefined ? [] : [`after-${trouble}-in-6-to-port-443`];
    assert.deepEqual(cells(fallback(place)), expected, JSON.stringify(place));
  }
  // All is well there: what is left is the file, which is a 404.
  assert.deepEqual(cells(fallback(alive('@'))), ['after-status-in-file-to-port-443']);
});

test('a detour counts where somebody answers, whom such a client would believe', () => {
  const others: readonly [isOpen: boolean, at443: Partial<ListenerSketch>][] = [
    [true, alive('@')],
    [false, { cert: '@', homeserver: false }],
    [false, alive('other')],
    [false, { cert: { names: ['sn.family.test'], flaw: 'expired' }, homeserver: true }],
    [false, { fault: 'reset' }],
    [false, { cert: 'none', homeserver: true }],
  ];
  for (const [isOpen, at443] of others) {
    const found = cells({ dns: { '@': { A: 'a' } }, hosts: { a: { 443: at443 } } });
    assert.equal(found.length > 0, isOpen, JSON.stringify(at443));
  }
});

const DELEGATED: Sketch = {
  dns: {
    '@': { A: 'a' },
    fed: { A: 'b' },
    '_matrix-fed._tcp.fed': { SRV: ['10 1 8449 hs', '20 1 8449 next'] },
    '_matrix._tcp.fed': { SRV: '10 1 8449 old' },
    hs: { A: 'hs' },
    next: { A: 'next' },
    old: { A: 'old' },
  },
  hosts: {
    a: {
      443: { cert: '@', routes: { [FILE]: { body: Buffer.from('{"m.server": "fed.sn.family.test"}') } } },
      8448: alive('@'),
    },
    b: { 443: alive('fed'), 8448: alive('fed') },
    hs: { 8449: { cert: 'fed', homeserver: false } },
    next: { 8449: alive('fed') },
    old: { 8449: alive('fed') },
  },
};

test('every detour from a step', () => {
  assert.deepEqual(
    cells(DELEGATED),
    ['port-443', 'port-8448', 'server-name', 'other-srv', 'next-target'].map(
      (detour) => `after-status-in-3.3-to-${detour}`,
    ),
  );
});

test('where a reading leads is no detour, and what is never scored fills no cell', () => {
  const tolerate = [
    {
      because: 'a test',
      grade: 'noted',
      refuse: false,
      connect: [{ to: ['next:8449'], host: 'fed.sn.family.test', cert: 'fed.sn.family.test' }],
    },
  ] as const;
  assert.ok(!cells({ ...DELEGATED, tolerate }).includes('after-status-in-3.3-to-next-target'));
  assert.deepEqual(cells({ ...DELEGATED, level: 'record' }), []);
});

test('a file that fails leaves steps 4 to 6, and what its answer names', () => {
  const world = (file: Partial<ListenerSketch>): Sketch => ({
    dns: {
      '@': { A: 'a' },
      fed: { A: 'b' },
      '_matrix-fed._tcp': { SRV: '10 1 8449 hs' },
      hs: { A: 'hs' },
    },
    hosts: { a: { 443: file, 8448: alive('@') }, b: { 8448: alive('fed') }, hs: { 8449: alive('@') } },
  });
  const body = Buffer.from('{"m.server": "fed.sn.family.test"}');
  const rows: readonly [file: Partial<ListenerSketch>, ...cells: readonly string[]][] = [
    [
      { cert: '@', homeserver: true, routes: { [FILE]: { status: 404, body } } },
      'status-in-file-to-port-443',
      'status-in-file-to-port-8448',
      'status-in-file-to-answered-name',
    ],
    [{ fault: 'reset' }, 'reset-in-file-to-port-8448'],
    [
      { cert: '@', homeserver: true, routes: { [FILE]: { close: true, body } } },
      'cut-body-in-file-to-port-443',
      'cut-body-in-file-to-port-8448',
    ],
    // A delegation that is none in an answer that counts: nothing went wrong on the way.
    [{ cert: '@', homeserver: false, routes: { [FILE]: { body: Buffer.from('{}') } } }],
  ];
  for (const [file, ...expected] of rows)
    assert.deepEqual(
      cells(world(file)),
      expected.map((cell) => `after-${cell}`),
    );
});
