import type { Command } from 'commander';
import type { Case, Machine, SpecVersion } from '../model/index.ts';
import {
  applies,
  clause,
  DEFAULT_SPEC_VERSION,
  decisionOn,
  nameOfVersion,
  specLink,
} from '../oracle/index.ts';
import { type Look, lookFor, questionParts, worldTable } from '../report/index.ts';
import { chosenCases } from './cli/choice.ts';
import { parseSpecVersion } from './cli/options.ts';
import { projectRoot } from './cli/project.ts';

const EXAMPLES = `
Examples:
  signpost show well-known/port       title, clauses, world, and what the specification makes of it
  signpost show 'srv/*' --spec v1.7   a family, by an older version
  signpost show 'srv/fed~*'           its negative twins
  signpost show ./my-case.json        a file anywhere`;

interface Options {
  readonly spec: SpecVersion;
}

export function define(command: Command): void {
  command
    .argument('<cases...>', 'ids, globs, or paths to scenario files')
    .option('--spec <version>', 'version of the specification', parseSpecVersion, DEFAULT_SPEC_VERSION)
    .addHelpText('after', EXAMPLES)
    .action((selectors: string[], { spec }: Options) => {
      const look = lookFor(process.stdout);
      const told = chosenCases(projectRoot(), selectors, { twins: 'named', version: spec }).map((c) =>
        tell(c, spec, look).join('\n'),
      );
      process.stdout.write(`${told.join('\n\n\n')}\n`);
    });
}

function tell(c: Case, version: SpecVersion, { paint }: Look): string[] {
  const heading = (text: string, lines: readonly string[]) => [
    '',
    paint.strong(text),
    ...lines.map((line) => `  ${line}`.trimEnd()),
  ];
  const outside = applies(c, version)
    ? []
    : [`not part of ${nameOfVersion(version)}: the case is skipped there`];
  return [
    `${paint.strong(c.id)}  ${c.title}`,
    ...[...outside, ...(c.note ? [c.note] : [])].map((line) => `  ${line}`),
    ...heading('Asked for', [
      ...(c.rounds
        ? c.rounds.map(({ resolve }, index) => `question ${index + 1}: ${resolve.join(' and ')}`)
        : [c.server]),
      ...(c.level ? [`level ${c.level}`] : []),
      ...c.needs.map((need) => `needs ${need}`),
      ...machineLines(c.machine),
    ]),
    ...heading('Clauses', clauseLines(c.clauses, version)),
    ...(c.see.length > 0 ? heading('See', c.see) : []),
    ...heading('World', worldTable(c)),
    ...questionParts(c, version, paint).flatMap(([text, lines]) => heading(text, lines)),
  ];
}

function machineLines({ search, ndots, loopback }: Machine = {}): string[] {
  return [
    ...(search ? [`on a machine with the search domain ${search.join(' ')}`] : []),
    ...(ndots === undefined ? [] : [`on a machine with ndots:${ndots}`]),
    ...(loopback ? ['alone on the addresses of the machine itself'] : []),
  ];
}

/** One line a clause, then each place of the specification and each page on how it is read here, once. */
function clauseLines(ids: readonly string[], version: SpecVersion): string[] {
  const found = ids.map((id) => clause(id));
  const links = new Set(found.map((one) => specLink(one, version)));
  const pages = new Set(ids.flatMap((id) => decisionOn(id) ?? []));
  return [...found.map(({ id, level, text }) => `${id} (${level})  ${text}`), ...links, ...pages];
}
