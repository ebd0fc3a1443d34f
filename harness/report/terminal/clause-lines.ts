import { shownPage } from '../../base/index.ts';
import type { SpecVersion } from '../../model/index.ts';
import { type Coverage, decisionOn, familyOf, specLink } from '../../oracle/index.ts';
import type { Paint } from './paint.ts';

/** So many scenarios are named; the rest is counted. */
const MOST_SCENARIOS = 6;

/** All that there is about one clause: where it stands, how it is read here, who asks for it. */
export function clauseLines(one: Coverage, version: SpecVersion, paint: Paint): string[] {
  const { clause } = one;
  const { id, level, text, note, why } = clause;
  const page = decisionOn(id);
  return [
    `${paint.strong(id)} (${level})  ${text}`,
    ...(note === undefined ? [] : [`  ${note}`]),
    `  ${familyOf(clause)}: ${specLink(clause, version)}`,
    ...(page === undefined ? [] : [`  how it is read here: ${shownPage(page)}`]),
    ...(why === undefined ? [] : [`  no case is owed: ${why}`]),
    ...askedLines(one).map((line) => `  ${paint.faint(line)}`),
  ];
}

function askedLines({ scenarios, cases, mutants }: Coverage): string[] {
  if (cases.length === 0) return [];
  const named = scenarios.slice(0, MOST_SCENARIOS).join(' ');
  const more = scenarios.length - MOST_SCENARIOS;
  const caught = mutants.length === 0 ? '' : `, and ${counted(mutants.length, 'mutant')} caught by it`;
  return [`${counted(cases.length, 'case')}${caught}: ${named}${more > 0 ? ` and ${more} more` : ''}`];
}

/** A line each, for who looks through many. */
export function clauseRows(coverage: readonly Coverage[], paint: Paint): string[] {
  const width = Math.max(...coverage.map(({ clause }) => clause.id.length));
  const level = Math.max(...coverage.map(({ clause }) => clause.level.length));
  return coverage.map(({ clause, cases, mutants }) => {
    const tail = cases.length === 0 ? '' : paint.faint(`  ${sums(cases.length, mutants.length)}`);
    return `${paint.strong(clause.id.padEnd(width))}  ${clause.level.padEnd(level)}  ${clause.text}${tail}`;
  });
}

const sums = (cases: number, mutants: number) =>
  `${counted(cases, 'case')}${mutants === 0 ? '' : `, ${counted(mutants, 'mutant')}`}`;

/** A line a section, in the order of the text. */
export function sectionRows(coverage: readonly Coverage[], paint: Paint): string[] {
  const sections = [...new Set(coverage.map(({ clause }) => familyOf(clause)))];
  const rows = sections.map((section) => {
    const own = coverage.filter(({ clause }) => familyOf(clause) === section);
    const cases = new Set(own.flatMap((one) => one.cases)).size;
    const [first] = own;
    const family = first?.clause.id.replace(/[^-]*$/, '') ?? '';
    return [
      `${family}…`,
      section,
      counted(own.length, 'clause'),
      cases === 0 ? '' : counted(cases, 'case'),
    ] as const;
  });
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map(([family, section, clauses, cases]) =>
    [
      paint.strong(family.padEnd(widths[0] ?? 0)),
      section.padEnd(widths[1] ?? 0),
      clauses.padStart(widths[2] ?? 0),
      cases.padStart(widths[3] ?? 0),
    ]
      .join('  ')
      .trimEnd(),
  );
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;
