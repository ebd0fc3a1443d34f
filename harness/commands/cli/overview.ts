import { keysOf, ownCommand } from '../../base/index.ts';
import type { Case } from '../../model/index.ts';
import type { Paint } from '../../report/index.ts';
import { COMMON, FAMILIES } from './families.ts';

/** The library on one screen: what users meet most, a line a family, and how to see more. */
export function overviewLines(cases: readonly Case[], paint: Paint): string[] {
  return [
    paint.strong('What users meet most'),
    ...COMMON.flatMap(({ what, scenarios }) => [`  ${what}`, `    ${paint.faint(scenarios.join(' '))}`]),
    '',
    ...table(familyRows(cases), paint),
    '',
    ...hints(cases).map(([what, command]) => `${what}: ${command}`),
  ];
}

type Row = readonly [name: string, cases: string, twins: string, about: string];

function familyRows(cases: readonly Case[]): Row[] {
  const families = [...new Set(cases.map(({ family }) => family))];
  const known = keysOf(FAMILIES);
  // Those of the library in the order of the algorithm.
  const place = (family: string) => (known.includes(family) ? known.indexOf(family) : known.length);
  return families
    .toSorted((a, b) => place(a) - place(b))
    .map((family) => {
      const own = cases.filter((c) => c.family === family);
      const twins = own.filter(({ twin }) => twin !== undefined).length;
      return [family, String(own.length - twins), twins > 0 ? String(twins) : '', FAMILIES[family] ?? ''];
    });
}

function table(rows: readonly Row[], paint: Paint): string[] {
  const head: Row = ['family', 'cases', 'twins', 'what its cases are about'];
  const all = [head, ...rows];
  const [first = 0, second = 0, third = 0] = [0, 1, 2].map((column) =>
    Math.max(...all.map((row) => row[column]?.length ?? 0)),
  );
  const [top = '', ...lines] = all.map(([name, count, twins, about]) =>
    `${name.padEnd(first)}  ${count.padStart(second)}  ${twins.padStart(third)}  ${about}`.trimEnd(),
  );
  return [paint.strong(top), ...lines];
}

function hints(cases: readonly Case[]): (readonly [what: string, command: string])[] {
  const tags = [...new Set(cases.flatMap((c) => c.tags))].sort();
  return [
    ['the cases of a family', ownCommand('list', 'srv/*')],
    ['all', ownCommand('list', '*')],
    ...tags.map((tag) => [`those with the tag ${tag}`, ownCommand('list', '--tag', tag)] as const),
    ['one case', ownCommand('show', 'srv/fed')],
    ['what the specification says', ownCommand('clauses')],
  ];
}
