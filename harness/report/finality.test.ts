import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DETOURS, type FinalityCell, nameOfCell, TROUBLED_STEPS, TROUBLES } from '../model/index.ts';
import type { FinalityEntry } from '../oracle/index.ts';
import { finalitySection } from './finality-page.ts';
import { finalityLines } from './terminal/finality-lines.ts';
import { type Paint, plain } from './terminal/paint.ts';

/** Two ways on from a refused connection in step 3.5, one of which is owed a mutant; one from an answer in step 6. */
const HELD: Readonly<Record<string, Partial<FinalityEntry>>> = {
  'after-refused-in-3.5-to-port-443': {
    cases: ['x/a#1', 'x/a#2'],
    mutants: ['after-refused-in-3.5-to-port-443'],
  },
  'after-refused-in-3.5-to-server-name': { cases: ['x/a#1'], lacks: 'mutant' },
  'after-status-in-6-to-port-443': {
    cases: ['x/b'],
    mutants: ['after-status-in-6-to-port-443', 'own-name'],
  },
};

const MATRIX: readonly FinalityEntry[] = TROUBLED_STEPS.flatMap((step) =>
  TROUBLES.flatMap((trouble) =>
    DETOURS.map((detour) => {
      const cell: FinalityCell = { step, trouble, detour };
      const held = HELD[nameOfCell(cell)];
      const impossible = detour === 'next-target' ? 'there is none' : 'it is known';
      return { ...cell, cases: [], mutants: [], ...(held ?? { impossible }) };
    }),
  ),
);

test('the matrix at a glance, who holds what, what is owed, and why the rest cannot be', () => {
  const lines = finalityLines(MATRIX, { paint: plain });
  assert.deepEqual(lines.slice(0, 23), [
    'finality: where a careless resolver goes after a failure, and is seen',
    '                1 2 file 3.1 3.2 3.3 3.4 3.5 4 5 6',
    'no-address      - - -    -   -   -   -   -   - - -',
    'refused         - - -    -   -   -   -   4n  - - -',
    'reset           - - -    -   -   -   -   -   - - -',
    'stall           - - -    -   -   -   -   -   - - -',
    'bad-certificate - - -    -   -   -   -   -   - - -',
    'redirect        - - -    -   -   -   -   -   - - -',
    'status          - - -    -   -   -   -   -   - - 4',
    'cut-body        - - -    -   -   -   -   -   - - -',
    '4 port 443 of the name that decides, 8 its port 8448',
    'n the server name, v its SRV record',
    's an SRV record that has no say, t the next SRV target',
    'p port 8448 of the target, f a file that has no say',
    'a a name in the answer',
    '',
    '3.5   refused          x/a#1  after-refused-in-3.5-to-port-443',
    '6     status           x/b  after-status-in-6-to-port-443 own-name',
    '',
    'no mutant that a case catches: write one, then npx signpost mutants --write',
    '  after-refused-in-3.5-to-server-name',
    '2 of 3 possible cells have a case and a mutant that it catches; 789 are not possible',
    'not possible:',
  ]);
  const steps = TROUBLED_STEPS.join(', ');
  assert.ok(lines.includes(`next-target after anything in ${steps}: there is none`));
  assert.ok(
    lines.includes(
      `port-443 after no-address, reset, stall, bad-certificate, redirect, status, cut-body in 3.5: it is known`,
    ),
  );
});

test('a narrow terminal has shorter lines, and a table that goes on below', () => {
  const lines = finalityLines(MATRIX, { paint: plain, width: 60 });
  // What stands around the tables is wrapped where it is said.
  const table = lines.slice(1, lines.indexOf(''));
  assert.ok(table.length > TROUBLES.length);
  for (const line of table) assert.ok(line.length <= 60, line);
  assert.ok(lines.some((line) => line.startsWith('refused  ')));
  const few = finalityLines(MATRIX, { paint: plain, width: 40 });
  assert.deepEqual(
    few.filter((line) => line.startsWith(' ') || line.startsWith('refused  ')),
    [
      '                1 2 file 3.1 3.2 3.3 3.4',
      'refused         - - -    -   -   -   -',
      '                3.5 4 5 6',
      'refused         4n  - - -',
      '  after-refused-in-3.5-to-server-name',
    ],
  );
  assert.ok(few.includes('3.5   refused          x/a#1  after-refused-in-3.5-to-port-443'));
});

test('what is owed is painted as bad', () => {
  const marked: Paint = { ...plain, bad: (text) => `<${text}>` };
  const lines = finalityLines(MATRIX, { paint: marked });
  assert.ok(lines.includes('refused         - - -    -   -   -   -   4<n>  - - -'));
});

test('the page links cases to their files, and says what is owed', () => {
  const page = finalitySection(MATRIX);
  assert.match(
    page,
    /^\| 3\.5 \| refused \| \[x\/a#1\]\(\.\.\/scenarios\/x\/a\.json\) \| \*\*owed\*\* after-refused-in-3\.5-to-port-443 \|$/m,
  );
  assert.match(page, /^\* next-target after anything in 1, 2, .*: there is none$/m);
});
