import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY_BASELINE, type Status } from '../../judge/index.ts';
import { type ConcludedSubject, conclude } from '../../run/index.ts';
import { closingLines } from './closing.ts';
import { plain } from './paint.ts';

interface Sketch {
  readonly kind: 'built-in' | 'process' | 'homeserver';
  /** Unexpected in so far as they are not as they should be without a baseline, or named here. */
  readonly statuses: readonly Status[];
  readonly unexpected?: Status;
  readonly ended?: string;
}

function subject({ kind, statuses, unexpected, ended }: Sketch): ConcludedSubject {
  const verdicts = statuses.map((status, index) => ({
    id: `a/${index}`,
    status,
    level: 'MUST' as const,
    clauses: [],
    reasons: [],
    expected: status !== 'fail' && status !== 'error' && status !== unexpected,
    ...(status === 'fail' && { divergence: { kind: 'no-host', step: '6', event: 1 } as const }),
  }));
  const finished = { name: 'it', verdicts, baseline: EMPTY_BASELINE, late: [], problems: [], remarks: [] };
  const terms = { cases: [], version: 'v1.19', level: 'all', whole: false, kills: {} } as const;
  return {
    subject: { name: 'it', typed: 'my it', description: { label: 'It', kind } },
    conclusion: conclude({ ...finished, ...(ended !== undefined && { ended }) }, terms),
  };
}

const TABLE: readonly (readonly [what: string, sketches: readonly Sketch[], next: string | undefined])[] = [
  [
    'the reference alone, all well',
    [{ kind: 'built-in', statuses: ['pass'] }],
    'ask your own resolver or homeserver (docs/write-an-adapter.md says how): npx signpost run -i ./my-resolver',
  ],
  [
    'somebody else, all well',
    [
      { kind: 'built-in', statuses: ['pass'] },
      { kind: 'process', statuses: ['pass'] },
    ],
    undefined,
  ],
  [
    'failures before errors',
    [{ kind: 'process', statuses: ['pass', 'error', 'fail'] }],
    "mend the first, and ask it again: npx signpost run a/2 -i 'my it'",
  ],
  [
    'errors alone',
    [{ kind: 'process', statuses: ['error'] }],
    "ask again what could not be judged: npx signpost run a/0 -i 'my it'",
  ],
  ['a mutant is not mended', [{ kind: 'built-in', statuses: ['fail'] }], undefined],
  [
    'better than its baseline',
    [{ kind: 'process', statuses: ['pass'], unexpected: 'pass' }],
    "bring the known failures up to date: npx signpost baseline -i 'my it' --write",
  ],
  [
    'a program that could not be judged',
    [{ kind: 'process', statuses: [], ended: 'it said nothing' }],
    "see whether it can be spoken with: npx signpost smoke -i 'my it'",
  ],
  ['a homeserver that could not be judged', [{ kind: 'homeserver', statuses: [], ended: 'no' }], undefined],
];

for (const [what, sketches, next] of TABLE) {
  test(`what to do next: ${what}`, () => {
    const lines = closingLines(sketches.map(subject), plain).filter((line) => line.startsWith('next'));
    assert.deepEqual(lines, next === undefined ? [] : [`next  ${next}`]);
  });
}

test('words that do not say what they mean are explained where they occur', () => {
  const words = (statuses: readonly Status[]) =>
    closingLines([subject({ kind: 'process', statuses })], plain).flatMap(
      (line) => /^(?!next)(\S+) {2}/.exec(line)?.[1] ?? [],
    );
  assert.deepEqual(words(['pass', 'fail']), []);
  assert.deepEqual(words(['pass', 'skip', 'noted', 'lenient']), ['lenient', 'noted', 'skip']);
});
