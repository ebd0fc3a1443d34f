import assert from 'node:assert/strict';
import { test } from 'node:test';
import { caseOf, problemsOf, scenario, scratchLibrary } from '../testing/scratch-library.ts';

const ROWS: readonly (readonly [what: string, file: unknown])[] = [
  [
    '"advance"',
    scenario({ expect: undefined, rounds: [{ resolve: '{@}', advance: 60, expect: { refuse: true } }] }),
  ],
  ...['clock', 'browser', 'client-discovery'].map(
    (need) => [`this need ("${need}")`, scenario({ needs: ['ipv6', need] })] as const,
  ),
];

for (const [what, file] of ROWS) {
  test(`${what} is refused: ${JSON.stringify(file).length} octets`, () => {
    const [first, ...more] = problemsOf(file);
    assert.match(first ?? '', /^\d+:\d+: /);
    assert.equal(first?.replace(/^\d+:\d+: /, ''), `${what} is not supported yet; leave it out for now`);
    assert.deepEqual(more, []);
  });
}

test('a variant that needs it is refused where it is written, the others load', () => {
  const vary = [{ id: 'a' }, { id: 'b', needs: ['browser'] }];
  using library = scratchLibrary({
    'x/case.json': JSON.stringify(scenario({ vary })).replace('"vary"', '\n"vary"'),
  });
  const { cases, problems } = library.load();
  assert.deepEqual(
    cases.map(({ id }) => id),
    ['x/case#a'],
  );
  assert.deepEqual(
    problems.map(({ code, position }) => [code, position?.line]),
    [['not-supported-yet', 2]],
  );
});

test('what looks alike but is possible stays', () => {
  const routes = { '/delay': { json: { steps: 1, tls: {}, delay: 1 }, headers: { close: 'x' } } };
  const c = caseOf({
    needs: ['ipv6', 'blackhole', 'connect'],
    dns: {
      '@': {
        A: {
          value: 'origin',
          truncate: true,
          delay: 5,
          // biome-ignore lint/suspicious/noThenProperty: the word of the format.
          then: [{ rcode: 'SERVFAIL', ttl: 1 }, { drop: true }],
        },
      },
      drop: {},
      delay: {},
    },
    hosts: {
      origin: { '8448': { cert: { names: '@', notYet: true }, routes }, '443': { fault: 'stall-tls' } },
    },
  });
  assert.equal(c.id, 'x/case');
});
