import assert from 'node:assert/strict';
import { test } from 'node:test';
import { caseOfRound } from '../model/index.ts';
import { lintCase } from './lint/lint.ts';
import { caseOf, problemsOf, scenario, scratchLibrary } from './testing/scratch-library.ts';

const reached = (host: string, to = 'origin:8448') => ({ connect: [{ to, host, cert: '{@}' }] });
const inRounds = (...rounds: object[]) => ({ expect: undefined, rounds });

test('each round has its names, its world and its expectation', () => {
  const c = caseOf({
    dns: { '@': { A: 'origin' }, b: { A: 'origin' } },
    ...inRounds(
      { resolve: ['{@}', '{b}:8449'], expect: reached('{@}') },
      {
        resolve: '{ipv4 origin}',
        change: { dns: { b: null, c: { A: 'late' } }, hosts: { late: { '443': { cert: 'c' } } } },
        expect: { refuse: true, control: 'x/case' },
        tolerate: [{ because: 'x', grade: 'noted', ...reached('{@}') }],
      },
      { resolve: '{@}', change: { hosts: { origin: { '8448': { cert: 'c' } } } }, expect: reached('{@}') },
    ),
  });
  const [first, second, third] = c.rounds ?? [];
  assert.deepEqual(first?.resolve, ['case.x.test', 'b.case.x.test:8449']);
  assert.deepEqual(second?.resolve, [c.hosts[0]?.ipv4]);
  assert.deepEqual(Object.keys(first?.zone ?? {}), ['case.x.test', 'b.case.x.test']);
  assert.deepEqual(Object.keys(second?.zone ?? {}), ['case.x.test', 'c.case.x.test']);
  assert.deepEqual(third?.zone, second?.zone);
  assert.equal(second?.expect.refuse, true);
  assert.equal(second?.tolerate[0]?.connect[0]?.host, 'case.x.test');
  const certificates = [first, second, third].map((round) => {
    const cert = round?.hosts[0]?.listeners[0]?.cert;
    return cert?.kind === 'one' ? cert.certificate.names : [];
  });
  assert.deepEqual(certificates, [['case.x.test'], ['case.x.test'], ['c.case.x.test']]);
});

test('the case itself is in the world of its first round, and expects nothing', () => {
  const c = caseOf(inRounds({ resolve: '{@}', expect: reached('{@}') }));
  assert.deepEqual(c.expect, { connect: [], refuse: false, saw: [], never: [], atMost: [] });
  assert.deepEqual([c.zone, c.hosts, c.server], [c.rounds?.[0]?.zone, c.rounds?.[0]?.hosts, 'case.x.test']);
});

test('a host keeps its addresses through all rounds, also one that comes later or is away for a while', () => {
  const c = caseOf({
    ...inRounds(
      { resolve: '{@}', expect: reached('{@}') },
      {
        resolve: '{@}',
        change: { hosts: { late: {}, origin: null }, dns: { '@': null } },
        expect: { refuse: true },
      },
      {
        resolve: '{@}',
        change: { hosts: { origin: { '8448': { cert: '@' } } }, dns: { '@': { A: ['origin', 'late'] } } },
        expect: reached('{@}'),
      },
    ),
  });
  const addressOf = (round: number, label: string) =>
    c.rounds?.[round]?.hosts.find((host) => host.label === label)?.ipv4;
  assert.equal(addressOf(0, 'origin'), addressOf(2, 'origin'));
  assert.equal(addressOf(1, 'late'), addressOf(2, 'late'));
  assert.notEqual(addressOf(2, 'origin'), addressOf(2, 'late'));
});

test('whose keys a homeserver publishes does not change with the name that is asked for', () => {
  const c = caseOf({
    ...inRounds({ resolve: '{b}', expect: reached('{@}') }, { resolve: '{@}', expect: reached('{@}') }),
  });
  assert.deepEqual(
    c.rounds?.map(({ hosts }) => hosts[0]?.listeners[0]?.homeserver?.keysFor),
    ['b.case.x.test', 'b.case.x.test'],
  );
});

test('a round as a case of its own asks for one of its names', () => {
  const c = caseOf(inRounds({ resolve: ['{@}', '{b}'], expect: reached('{@}') }));
  assert.equal(caseOfRound(c, 0, 'b.case.x.test').server, 'b.case.x.test');
  assert.equal(caseOfRound(c, 0).server, 'case.x.test');
  assert.equal(caseOfRound(c, 0).rounds, undefined);
  assert.throws(() => caseOfRound(c, 1), RangeError);
});

test('a variant may bring rounds of its own, and other rounds', () => {
  const rounds = [{ resolve: '{@}', expect: reached('{@}') }];
  using library = scratchLibrary({
    'x/case.json': scenario({
      ...inRounds(...rounds),
      vary: [{ id: 'a' }, { id: 'b', rounds: [...rounds, ...rounds] }],
    }),
  });
  const { cases, problems } = library.load();
  assert.deepEqual(problems, []);
  assert.deepEqual(
    cases.map(({ id, rounds: own }) => [id, own?.length]),
    [
      ['x/case#a', 1],
      ['x/case#b', 2],
    ],
  );
});

const MISTAKES: readonly [what: string, rounds: object[], line: RegExp, message: string][] = [
  [
    'in a change',
    [{ change: { hosts: { origin: { '8448': { crt: '@' } } } } }],
    /"crt"/,
    'unknown key "crt"; did you mean "cert"?',
  ],
  [
    'that a change makes somewhere else',
    [{ change: { hosts: { origin: null } } }],
    /"A": "origin"/,
    'no host "origin" in "hosts"; add it under "hosts"',
  ],
  ['in an expectation', [{ expect: reached('{@}', 'orgin:8448') }], /orgin:8448/, 'no host "orgin"'],
  ['in a name', [{ resolve: ['{@}', '{ipv5 origin}'] }], /ipv5/, '{ipv5 origin} is no placeholder'],
];

for (const [what, changes, line, message] of MISTAKES) {
  test(`a mistake ${what} is told where it is written`, () => {
    const right = { resolve: '{@}', expect: reached('{@}') };
    const content = JSON.stringify(
      scenario(inRounds(right, ...changes.map((one) => ({ ...right, ...one })))),
      null,
      2,
    );
    const [problem = ''] = problemsOf(content);
    assert.ok(problem.includes(message.split('; ')[0] ?? ''), problem);
    const at = Number(/^(\d+):/.exec(problem)?.[1]);
    assert.match(content.split('\n')[at - 1] ?? '', line);
  });
}

test('lint looks at every round', () => {
  const c = caseOf({
    ...inRounds(
      { resolve: '{@}', expect: reached('{@}') },
      { resolve: '{@}', change: { hosts: { origin: { '8448': { cert: 'b' } } } }, expect: reached('{@}') },
    ),
  });
  assert.match(
    lintCase(c)
      .map(({ what }) => what)
      .join(),
    /certificate of origin:8448 is not for case\.x\.test/,
  );
});

test('a host that only a later round leads to is in use', () => {
  const c = caseOf({
    hosts: { origin: { '8448': { cert: '@' } }, later: { '8448': { cert: '@' } } },
    ...inRounds(
      { resolve: '{@}', expect: reached('{@}') },
      {
        resolve: '{@}',
        change: { dns: { '@': { A: 'later' } } },
        expect: { step: '6', connect: [{ to: 'later:8448', host: '{@}', cert: '{@}' }] },
      },
    ),
  });
  assert.deepEqual(lintCase(c), []);
});

test('answers in turn cannot be counted over rounds', () => {
  const routes = { '/x': [{ status: 404 }, { status: 200 }] };
  const c = caseOf({
    // biome-ignore lint/suspicious/noThenProperty: the word of the format.
    dns: { '@': { A: 'origin' }, b: { TXT: { value: 'x', then: ['y'] } } },
    hosts: { origin: { '443': { cert: '@', vhosts: { '@': { routes } } }, '8448': { cert: '@', routes } } },
    ...inRounds({ resolve: '{@}', expect: reached('{@}') }),
  });
  assert.deepEqual(
    lintCase(c).map(({ what }) => what),
    [
      'b.case.x.test answers in turn, in a case with rounds',
      'origin:443 answers in turn, in a case with rounds',
      'origin:8448 answers in turn, in a case with rounds',
    ],
  );
});
