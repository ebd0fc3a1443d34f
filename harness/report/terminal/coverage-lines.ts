import { ownCommand } from '../../base/index.ts';
import { type Clause, type Coverage, owesMutant } from '../../oracle/index.ts';
import type { Look } from './look.ts';

/** One row for each clause that can be seen from outside; below it what is owed, and how many clauses nobody is owed for. */
export function coverageLines(coverage: readonly Coverage[], { paint, width }: Look): string[] {
  const shown = coverage.filter(({ clause }) => clause.testable === 'yes');
  const cells = shown.map(cellsOf);
  const widths = HEAD.map((head, i) => Math.max(head.length, ...cells.map((row) => row[i]?.length ?? 0)));
  const rows = shown.map((one, index) => {
    const head = inColumns(cells[index] ?? [], widths);
    const marked = one.lacks ? paint.bad(head) : one.cases.length === 0 ? paint.odd(head) : head;
    return `${marked}${cut(one.clause.text, width === undefined ? undefined : width - head.length)}`;
  });
  return [
    paint.strong(inColumns(HEAD, widths).trimEnd()),
    ...rows.map((row) => row.trimEnd()),
    '',
    ...debtLines(coverage),
    ...totals(coverage),
  ];
}

const HEAD = ['clause', 'level', 'scenarios', 'cases', 'mutants'] as const;

function cellsOf({ clause, scenarios, cases, mutants }: Coverage): readonly string[] {
  const killers = mutants.length > 0 || owesMutant(clause) ? String(mutants.length) : '';
  return [clause.id, clause.level, String(scenarios.length), String(cases.length), killers];
}

function inColumns(cells: readonly string[], widths: readonly number[]): string {
  const padded = cells.map((cell, i) =>
    i < 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0),
  );
  return `${padded.join('  ')}  `;
}

/** Less than this of a text tells nothing. */
const LEAST_TEXT = 30;

function cut(text: string, room: number | undefined): string {
  if (room === undefined || text.length <= room) return text;
  return room < LEAST_TEXT ? '' : `${text.slice(0, room - 1)}…`;
}

const DEBTS = {
  scenario: `write one (${ownCommand('new', 'FAMILY/NAME')}), or cite the clause in one that really tests it`,
  mutant: `write a mutant that breaks it (harness/reference/mutants), then: ${ownCommand('mutants', '--write')}`,
} as const;

function debtLines(coverage: readonly Coverage[]): string[] {
  return (['scenario', 'mutant'] as const).flatMap((lacks) => {
    const ids = coverage.filter((one) => one.lacks === lacks).map(({ clause }) => clause.id);
    if (ids.length === 0) return [];
    const what = lacks === 'scenario' ? 'no scenario' : 'no mutant whose verdict names';
    return [`${what}: ${ids.join(' ')}`, `  ${DEBTS[lacks]}`];
  });
}

function totals(coverage: readonly Coverage[]): string[] {
  const testable = coverage.filter(({ clause }) => clause.testable === 'yes');
  const cited = testable.filter(({ cases }) => cases.length > 0).length;
  const owing = testable.filter(({ clause }) => owesMutant(clause));
  const killed = owing.filter(({ lacks }) => lacks === undefined).length;
  const counts = (['clock', 'client', 'serving', 'no'] as const satisfies readonly Clause['testable'][]).map(
    (kind) => `${coverage.filter(({ clause }) => clause.testable === kind).length} ${kind}`,
  );
  return [
    `${cited} of ${testable.length} testable clauses have a scenario; ${killed} of the ${owing.length} that are MUST or implied catch a mutant`,
    `not testable: ${counts.join(', ')} (--json says why)`,
  ];
}
