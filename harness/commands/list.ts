import type { Command } from 'commander';
import { jsonOutput } from '../base/index.ts';
import { type Case, isCommon } from '../model/index.ts';
import { countText, say, sayAsItIs, sayAside } from '../report/index.ts';
import { chosenCases } from './cli/choice.ts';
import { projectRoot } from './cli/project.ts';

interface Options {
  readonly json?: true;
  readonly twins: boolean;
}

const EXAMPLES = `
Examples:
  signpost list                     every case, with its title
  signpost list 'srv/*'             one family
  signpost list 'srv/fed~*'         the negative twins of a case
  signpost list --json | jq -r '.[] | select(.clauses | index("S33-e")) | .id'`;

export function define(command: Command): void {
  command
    .argument('[cases...]', 'ids, globs, tag:WORD, or paths to scenario files (default: the whole library)')
    .option('--no-twins', 'without the negative twins that are derived from positive cases')
    .option(
      '--json',
      'id, title, server, level, clauses, versions, needs, tags, see, twin and file of each case',
    )
    .addHelpText('after', EXAMPLES)
    .action((selectors: string[], { json, twins }: Options) => {
      const cases = commonFirst(chosenCases(projectRoot(), selectors, { twins: twins ? 'along' : 'named' }));
      if (json) return sayAsItIs(jsonOutput(cases.map(asJson)).split('\n'));
      const width = Math.max(...cases.map(({ id }) => id.length));
      for (const c of cases) say(`${c.id.padEnd(width)}  ${c.title}`);
      sayAside(countText(cases));
    });
}

function commonFirst(cases: readonly Case[]): readonly Case[] {
  return [...cases.filter(isCommon), ...cases.filter((c) => !isCommon(c))];
}

function asJson(c: Case) {
  const { id, family, title, server, level, clauses, since, until, needs, tags, see, twin } = c;
  return {
    id,
    family,
    title,
    server,
    level,
    clauses,
    since,
    until,
    needs,
    tags,
    see,
    twin,
    file: c.source.file,
  };
}
