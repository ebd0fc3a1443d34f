import {
  type Clause,
  type Coverage,
  type FinalityEntry,
  familyOf,
  owesMutant,
  specLink,
} from '../oracle/index.ts';
import { finalitySection } from './finality-page.ts';

const HEAD = `# Coverage

What the specification says of discovery, and what here holds implementations to it: the scenarios that cite a clause, and
the faulty resolvers that fail a case (or a twin) with a verdict that names it. A testable clause of level MUST or implied
owes both.

Written by \`npx signpost lint --coverage --write\`; the whole lists are in \`npx signpost lint --coverage --json\`.
`;

/** `docs/coverage.md`. */
export function coveragePage(coverage: readonly Coverage[], matrix: readonly FinalityEntry[]): string {
  const families = new Map<string, Coverage[]>();
  for (const one of coverage) {
    const family = familyOf(one.clause);
    families.set(family, [...(families.get(family) ?? []), one]);
  }
  const sections = [...families].map(([title, of]) => [`## ${title}`, '', ...tables(of)].join('\n'));
  return `${[HEAD, finalitySection(matrix), ...sections].join('\n')}\n`;
}

function tables(of: readonly Coverage[]): string[] {
  const testable = of.filter(({ clause }) => clause.testable === 'yes');
  const others = of.filter(({ clause }) => clause.testable !== 'yes');
  return [
    ...(testable.length > 0
      ? ['| clause | level | | scenarios | mutants |', '|---|---|---|---|---|', ...testable.map(row), '']
      : []),
    ...others.map(
      ({ clause }) =>
        `* ${link(clause)} (${clause.level}) ${escaped(clause.text)}. Not tested: ${clause.why}`,
    ),
    ...(others.length > 0 ? [''] : []),
  ];
}

function row({ clause, scenarios, mutants }: Coverage): string {
  const files = scenarios.map((id) => `[${id}](../scenarios/${id}.json)`);
  const killers = mutants.length > 0 || owesMutant(clause) ? few(mutants, clause) : '';
  return `| ${[link(clause), clause.level, escaped(clause.text), few(files, clause), killers].join(' | ')} |`;
}

/** The cells stay readable, and the page still when one scenario more cites a clause that many cite. */
const MOST = 4;

function few(texts: readonly string[], clause: Clause): string {
  if (texts.length === 0) return owesMutant(clause) ? '**none**' : 'none';
  const rest = texts.length - MOST;
  return `${texts.slice(0, MOST).join(' ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function link(clause: Clause): string {
  const { since, until } = clause;
  const span = [since && `since ${since}`, until && `until ${until}`].filter(Boolean).join(', ');
  return `[${clause.id}](${specLink(clause)})${span && ` ${span}`}`;
}

const escaped = (text: string): string =>
  text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('*', '\\*');
