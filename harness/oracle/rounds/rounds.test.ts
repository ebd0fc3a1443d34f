import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Case, Expectation, Round } from '../../model/index.ts';
import { compareRounds } from '../double-entry/compare-rounds.ts';
import { absolute, delegatesTo, inOneLine, serving, sketch } from '../testing/worlds.ts';
import { consultRounds, type RoundQuestion } from './rounds.ts';

type World = Parameters<typeof sketch>[0];
type Asked = readonly string[];

const NOTHING: Expectation = { connect: [], refuse: false, saw: [], never: [], atMost: [] };

/** A case whose rounds are these worlds, each with the names that are asked for in it. */
function inRounds(...rounds: readonly (readonly [asked: Asked, world: World])[]): Case {
  const all = rounds.map(([asked, world]): Round => {
    const { zone, hosts } = sketch(world);
    const [first = '@', ...rest] = asked.map((server) => sketch({ ...world, server }).server);
    return { resolve: [first, ...rest], zone, hosts, expect: NOTHING, tolerate: [] };
  });
  const [first] = rounds;
  return { ...sketch(first?.[1] ?? {}), rounds: all };
}

const outcomes = (questions: readonly RoundQuestion[] = []) =>
  questions.map(({ outcome, remembered }) => [inOneLine(outcome), ...remembered.map(inOneLine)]);

/** Hosts keep their addresses when their order is the same. */
const hosts = {
  origin: { 443: serving(delegatesTo('{fed}:8443')), 8448: { cert: ['@', 'b'] } },
  target: { 8443: { cert: 'fed' }, 8444: { cert: 'fed' } },
  other: { 8443: { cert: ['@', 'fed'] } },
};
const dns = { '@': { A: 'origin' }, fed: { A: 'target' } };
const world = { dns, hosts };

const noFile = { ...hosts, origin: { ...hosts.origin, 443: { cert: '@' } } };
/** SRV to one of two places that would both do. */
const srv = (target: 'one' | 'two', ttl: number) => ({
  '@': { A: 'origin' },
  '_matrix-fed._tcp': {
    SRV: [
      {
        records: [{ type: 'SRV', priority: 1, weight: 1, port: 8443, target: absolute(target) } as const],
        ttl,
      },
    ],
  },
  one: { A: 'target' },
  two: { A: 'other' },
});
const both = { ...noFile, target: { 8443: { cert: '@' } }, other: { 8443: { cert: '@' } } };

const ROWS: readonly [what: string, c: Case, ...last: string[]][] = [
  [
    'nothing changes',
    inRounds([['@'], world], [['@'], world]),
    '3.2 target:8443 as fed:8443/fed/fed [S32-b]',
  ],
  [
    'a delegation that changes may be the old one',
    inRounds(
      [['@'], world],
      [
        ['@'],
        { dns, hosts: { ...hosts, origin: { ...hosts.origin, 443: serving(delegatesTo('{fed}:8444')) } } },
      ],
    ),
    '3.2 target:8444 as fed:8444/fed/fed [S32-b]',
    '3.2 target:8443 as fed:8443/fed/fed [S32-b]',
  ],
  [
    'a file that goes away, too',
    inRounds([['@'], world], [['@'], { dns, hosts: noFile }]),
    '6 origin:8448 as @ [S6-a]',
    '3.2 target:8443 as fed:8443/fed/fed [S32-b]',
  ],
  [
    'and the failure of one that was not there',
    inRounds([['@'], { dns, hosts: noFile }], [['@'], world]),
    '3.2 target:8443 as fed:8443/fed/fed [S32-b]',
    '6 origin:8448 as @ [S6-a]',
  ],
  [
    'what nobody asked for is not known',
    inRounds([['{b}'], world], [['@'], { dns, hosts: noFile }]),
    '6 origin:8448 as @ [S6-a]',
  ],
  [
    'a record lives as long as its TTL',
    inRounds(
      [['@'], { dns: { ...dns, '_matrix-fed._tcp.fed': {} }, hosts }],
      [['@'], { dns: { '@': { A: 'origin' }, fed: { A: 'other' } }, hosts }],
    ),
    '3.2 other:8443 as fed:8443/fed/fed [S32-b]',
    '3.2 target:8443 as fed:8443/fed/fed [S32-b]',
  ],
  [
    'an SRV record, too',
    inRounds([['@'], { dns: srv('one', 60), hosts: both }], [['@'], { dns: srv('two', 60), hosts: both }]),
    '4 other:8443 as @ [S4-a]',
    '4 target:8443 as @ [S4-a]',
  ],
  [
    'without time to live only a connection may be left',
    inRounds([['@'], { dns: srv('one', 0), hosts: both }], [['@'], { dns: srv('two', 0), hosts: both }]),
    '4 other:8443 as @ [C-14]',
    '4 target:8443 as @ [C-14]',
  ],
  [
    'and none to a listener that is gone',
    inRounds(
      [['@'], { dns: srv('one', 0), hosts: both }],
      [['@'], { dns: srv('two', 0), hosts: { ...both, target: {} } }],
    ),
    '4 other:8443 as @ [C-14]',
  ],
  [
    'that there was no record is known for a while',
    inRounds(
      [['@'], { dns: { '@': { A: 'origin' } }, hosts: noFile }],
      [
        ['@'],
        {
          dns: { '@': { A: 'origin' }, '_matrix._tcp': { SRV: '1 1 8443 hs' }, hs: { A: 'other' } },
          hosts: noFile,
        },
      ],
    ),
    '5 other:8443 as @ [S5-a]',
    '6 origin:8448 as @ [S6-a]',
  ],
  [
    'a server that failed need not be tried again at once',
    inRounds(
      [['@'], { dns, hosts: { origin: {} } }],
      [['@'], { dns, hosts: { origin: { 8448: { cert: '@' } } } }],
    ),
    '6 origin:8448 as @ [S6-a]',
    '6 refused [S6-a]',
  ],
  [
    'but its neighbour has not failed',
    inRounds(
      [['{b}'], { dns: { ...dns, b: { A: 'origin' } }, hosts: { origin: {} } }],
      [['@'], { dns, hosts: { origin: { 8448: { cert: '@' } } } }],
    ),
    '6 origin:8448 as @ [S6-a]',
  ],
  [
    'two names at the same moment, one of which did not exist a round before',
    inRounds(
      [['@'], world],
      [['{b}'], world],
      [['@', '{b}:8448'], { ...world, dns: { ...dns, b: { A: 'origin' } } }],
    ),
    '3.2 target:8443 as fed:8443/fed/fed [S32-b]',
    '2 origin:8448 as b:8448/b/b [S2-b]',
    '2 refused [S2-h]',
  ],
];

for (const [what, c, ...expected] of ROWS) {
  test(what, () => {
    const told = outcomes(consultRounds(c).at(-1)).flat();
    assert.deepEqual(
      told.map((line) => line.replace(/\.test\b/g, '')),
      expected,
    );
  });
}

test('a case without rounds is one question', () => {
  const c = sketch(world);
  const [[only] = [], ...more] = consultRounds(c);
  assert.equal(only?.case, c);
  assert.deepEqual(more, []);
});

// ---- double entry ----

const to = (id: `${string}:${number}`, name: string) => {
  const host = absolute(name.split(':')[0] ?? name);
  return { to: [id] as const, host: name.includes(':') ? `${host}:8443` : host, cert: host };
};

function expecting(c: Case, ...expect: readonly Partial<Round>[]): Case {
  const rounds = (c.rounds ?? []).map((round, index) => ({ ...round, ...expect[index] }));
  return { ...c, rounds };
}

const goes = (...connect: ReturnType<typeof to>[]) => ({ expect: { ...NOTHING, connect } });
const texts = (c: Case) =>
  compareRounds(c).map(({ round, text }) => `${round}: ${text.replace(/\.test\b/g, '')}`);

const changed = inRounds([['@'], world], [['@'], { dns, hosts: noFile }]);

test('what an earlier round may have left behind has to be tolerated', () => {
  const fresh = [goes(to('target:8443', 'fed:8443')), goes(to('origin:8448', '@'))];
  const [only = '', ...more] = texts(expecting(changed, ...fresh));
  assert.match(only, /^1: for sn\.family an implementation may go by what it still knows .*target:8443/);
  assert.deepEqual(more, []);
  const { connect } = goes(to('target:8443', 'fed:8443')).expect;
  const tolerate = [{ because: 'x', grade: 'pass', connect, refuse: false } as const];
  assert.deepEqual(texts(expecting(changed, ...fresh.slice(0, 1), { ...fresh[1], tolerate })), []);
  assert.deepEqual(texts({ ...expecting(changed, ...fresh), level: 'record' }), []);
});

test('a round expects what all of its names do, and each is held against its own', () => {
  const c = inRounds([
    ['@', '{b}'],
    { dns: { ...dns, b: { A: 'other' } }, hosts: { ...hosts, other: { 8448: { cert: 'b' } } } },
  ]);
  const right = [to('target:8443', 'fed:8443'), to('other:8448', 'b')];
  assert.deepEqual(texts(expecting(c, goes(...right))), []);
  assert.match(
    texts(expecting(c, goes(...right.slice(0, 1)))).join(),
    /other:8448 .* is not expected, but it must come/,
  );
  const stepGiven = { expect: { ...NOTHING, connect: right, step: '6' } } as const;
  assert.match(
    texts(expecting(c, stepGiven)).join(),
    /step is given for all names .* 3\.2 for .* and 6 for .*: leave it out/,
  );
});

test('each name of a round gets its own part of what is expected', () => {
  const c = inRounds([['@', '{b}'], { dns: { ...dns, b: { A: 'other' } }, hosts: { ...hosts, other: {} } }]);
  const [asked = []] = consultRounds(expecting(c, goes(to('target:8443', 'fed:8443'))));
  assert.deepEqual(
    asked.map((one) => [one.case.expect.connect.length, one.case.expect.refuse]),
    [
      [1, false],
      [0, true],
    ],
  );
});

test('a case in which too much changes is to be split', () => {
  const names = Array.from({ length: 10 }, (_, index) => `n${index}`);
  const many = (label: string) => ({
    '@': { A: 'origin' },
    '_matrix-fed._tcp': {
      SRV: [{ records: names.map((name) => ({ ...srvTo, target: absolute(name) })), ttl: 60 }],
    },
    ...Object.fromEntries(names.map((name) => [name, { A: label }])),
  });
  const changing = (count: number) => ({
    ...many('target'),
    ...Object.fromEntries(Object.entries(many('other')).slice(0, count + 2)),
  });
  const after = (count: number) =>
    inRounds([['@'], { dns: many('target'), hosts: both }], [['@'], { dns: changing(count), hosts: both }]);
  const lastOf = (c: Case) => consultRounds(c).at(-1)?.[0];
  assert.equal(lastOf(after(3))?.unexplored, undefined);
  assert.equal(lastOf(after(10))?.unexplored, true);
  assert.ok(compareRounds(after(10)).some(({ text }) => text.endsWith('split the case')));
});

const srvTo = { type: 'SRV', priority: 1, weight: 1, port: 8443 } as const;
