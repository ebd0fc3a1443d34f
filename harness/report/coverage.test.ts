import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Clause, type Coverage, clause, clauses } from '../oracle/index.ts';
import { coveragePage } from './coverage-page.ts';
import { coverageLines } from './terminal/coverage-lines.ts';
import { type Paint, plain } from './terminal/paint.ts';

const covered = (id: string, more: Partial<Coverage> = {}): Coverage => ({
  clause: clause(id),
  cases: [],
  scenarios: [],
  mutants: [],
  ...more,
});

const SOME = [
  covered('S4-a', { cases: ['srv/a#1', 'srv/a#2'], scenarios: ['srv/a'], mutants: ['slow'] }),
  covered('S4-d'),
  covered('S4-c', { lacks: 'scenario' }),
  covered('S6-a', { cases: ['fallback/a'], scenarios: ['fallback/a'], lacks: 'mutant' }),
  covered('A-6'),
];

test('a row a clause that can be seen, then what is owed', () => {
  assert.deepEqual(coverageLines(SOME, { paint: plain }), [
    'clause  level    scenarios  cases  mutants',
    'S4-a    implied          1      2        1  Without a well-known answer the hostname is looked up as _matrix-fed._tcp SRV',
    'S4-d    SHOULD           0      0           SNI is the hostname',
    'S4-c    MUST             0      0        0  The certificate is valid for the hostname, not for the SRV target',
    'S6-a    implied          1      1        0  Without well-known and SRV the hostname is reached on port 8448',
    '',
    'no scenario: S4-c',
    '  write one (npx signpost new FAMILY/NAME), or cite the clause in one that really tests it',
    'no mutant whose verdict names: S6-a',
    '  write a mutant that breaks it (harness/reference/mutants), then: npx signpost mutants --write',
    '2 of 4 testable clauses have a scenario; 1 of the 3 that are MUST or implied catch a mutant',
    'not testable: 0 clock, 0 client, 1 serving, 0 no (--json says why)',
  ]);
});

test('a narrow terminal gets shorter texts, and a very narrow one none', () => {
  const rows = (width: number) => coverageLines(SOME, { paint: plain, width }).slice(1, 5);
  for (const row of rows(80)) assert.ok(row.length <= 80, row);
  assert.match(rows(80)[0] ?? '', /Without a well-known .*…$/);
  assert.match(rows(50)[0] ?? '', /^S4-a {4}implied {10}1 {6}2 {8}1$/);
});

test('what is owed is painted as bad, and a text that is cut is cut by what is seen of it', () => {
  const bold: Paint = { ...plain, bad: (text) => `<${text}>` };
  const [, , , owed] = coverageLines(SOME, { paint: bold, width: 80 });
  assert.match(owed ?? '', /^<S4-c .*> {0,2}The certificate is valid .*…$/);
});

test('the page links clauses to the specification and scenarios to their files', () => {
  const clauses = [
    covered('S33-a', { scenarios: ['a/1', 'a/2', 'a/3', 'a/4', 'a/5', 'a/6'], mutants: ['slow'] }),
    covered('V-5'),
  ];
  const page = coveragePage(clauses, []);
  assert.match(page, /^## Step 3\.3: SRV of the delegated name$/m);
  assert.match(
    page,
    /^\| \[S33-a\]\(https:\/\/spec\.matrix\.org\/v1\.19\/server-server-api\/#resolving-server-names\) since v1\.8 \| implied \| .* \| \[a\/1\]\(\.\.\/scenarios\/a\/1\.json\) .* and 2 more \| slow \|$/m,
  );
  assert.match(page, /^\* \[V-5\].*Not tested: it binds the owner of the zone/m);
});

test('a cell never breaks its row', () => {
  const odd: Clause = { ...clause('S4-a'), text: 'a | b' };
  const [row = ''] = coveragePage([covered('S4-a', { clause: odd })], [])
    .split('\n')
    .filter((line) => line.startsWith('| [S4'));
  assert.match(row, /a \\\| b/);
  for (const { text } of clauses) assert.doesNotMatch(text, /\n/);
});
