import type { Command } from 'commander';
import { asCalled, jsonOutput, suggestion } from '../base/index.ts';
import { type Case, isCommon } from '../model/index.ts';
import { countText, lookFor, say, sayAsItIs, sayAside } from '../report/index.ts';
import { ScenarioError } from '../scenario/index.ts';
import { chosenCases } from './cli/choice.ts';
import { collect } from './cli/options.ts';
import { overviewLines } from './cli/overview.ts';
import { projectRoot } from './cli/project.ts';

interface Options {
  readonly json?: true;
  readonly tag?: readonly string[];
  readonly twins: boolean;
}

const EXAMPLES = `
Examples:
  signpost list                     the library on one screen: what users meet most, and its families
  signpost list '*'                 every case, with its title
  signpost list 'srv/*'             one family
  signpost list 'srv/fed~*'         the negative twins of a case
  signpost list --tag common        what has a tag; with cases, those of them that have it
  signpost list --json | jq -r '.[] | select(.clauses | index("S33-e")) | .id'`;

export function define(command: Command): void {
  command
    .argument('[cases...]', 'ids, globs, tag:WORD, or paths to scenario files (default: an overview)')
    .option('--tag <word>', 'only cases with this tag (may be given several times)', collect)
    .option('--no-twins', 'without the negative twins that are derived from positive cases')
    .option(
      '--json',
      'id, title, server, level, clauses, versions, needs, tags, see, twin and file of each case',
    )
    .addHelpText('after', asCalled(EXAMPLES))
    .action((selectors: string[], { json, tag = [], twins }: Options) => {
      const choice = { twins: twins ? 'along' : 'named' } as const;
      const all = chosenCases(projectRoot(), selectors, choice);
      if (!json && selectors.length === 0 && tag.length === 0) {
        say(overviewLines(all, lookFor(process.stdout).paint));
        return sayAside(countText(all));
      }
      const cases = commonFirst(withTags(all, tag));
      if (json) return sayAsItIs(jsonOutput(cases.map(asJson)).split('\n'));
      const width = Math.max(...cases.map(({ id }) => id.length));
      for (const c of cases) say(`${c.id.padEnd(width)}  ${c.title}`);
      sayAside(countText(cases));
    });
}

/** Throws `unknown-id` where no case has one of the tags, or none all of them. */
function withTags(cases: readonly Case[], tags: readonly string[]): readonly Case[] {
  const known = [...new Set(cases.flatMap((c) => c.tags))].sort();
  for (const tag of tags.filter((one) => !known.includes(one)))
    throw new ScenarioError({
      code: 'unknown-id',
      what: `none of these cases has the tag "${tag}"`,
      hint: suggestion(tag, known),
    });
  const meant = cases.filter((c) => tags.every((tag) => c.tags.includes(tag)));
  if (meant.length > 0) return meant;
  const hint = `give one --tag; the tags are ${known.join(' ')}`;
  throw new ScenarioError({
    code: 'unknown-id',
    what: `no case has all of the tags ${tags.join(' ')}`,
    hint,
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
