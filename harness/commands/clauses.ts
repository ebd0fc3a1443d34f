import { type Command, Option } from 'commander';
import { asCalled, jsonOutput, ownCommand } from '../base/index.ts';
import type { SpecVersion } from '../model/index.ts';
import { knownKills } from '../mutation/index.ts';
import {
  type Coverage,
  coverageOf,
  DEFAULT_SPEC_VERSION,
  decisionOn,
  familyOf,
  searchClauses,
  specLink,
  UnknownClause,
} from '../oracle/index.ts';
import { clauseLines, clauseRows, lookFor, say, sayAside, sectionRows } from '../report/index.ts';
import { ScenarioError } from '../scenario/index.ts';
import { chosenCases } from './cli/choice.ts';
import { parseSpecVersion } from './cli/options.ts';
import { projectRoot } from './cli/project.ts';

const EXAMPLES = `
Examples:
  signpost clauses                  the sections, and how many statements each has
  signpost clauses S33-a            one clause: its text, its level, where it stands, and who asks for it
  signpost clauses redirect loop    those that have all of the words, letter case aside
  signpost clauses must S4          the same of a level or a section
  signpost clauses --json | jq -r '.[] | select(.level == "MUST") | .id'`;

interface Options {
  readonly json?: true;
  readonly spec: SpecVersion;
}

export function define(command: Command): void {
  command
    .argument('[text...]', 'an id, or words that all have to be there (default: an overview by section)')
    .addOption(
      new Option('--spec <version>', 'version of the specification that is linked')
        .argParser(parseSpecVersion)
        .default(DEFAULT_SPEC_VERSION),
    )
    .option('--json', 'id, level, section, text, link, cases, mutants and more of each clause')
    .addHelpText('after', asCalled(EXAMPLES))
    .action((words: string[], { json, spec }: Options) => {
      const meant = new Set(found(words));
      const root = projectRoot();
      const all = coverageOf(chosenCases(root, [], { twins: 'along' }), knownKills(root));
      const coverage = all.filter(({ clause }) => meant.has(clause));
      if (json) return say(jsonOutput(coverage.map((one) => asJson(one, spec))).split('\n'));
      tell(coverage, words.length > 0, spec);
    });
}

/** Few enough to be told in full. */
const FEW = 4;

function tell(coverage: readonly Coverage[], isSearch: boolean, spec: SpecVersion): void {
  const { paint } = lookFor(process.stdout);
  const one = `one of them, with its link: ${ownCommand('clauses', coverage[0]?.clause.id ?? 'S4-a')}`;
  if (isSearch && coverage.length <= FEW) {
    say(coverage.flatMap((each, index) => [...(index > 0 ? [''] : []), ...clauseLines(each, spec, paint)]));
    return;
  }
  say(isSearch ? clauseRows(coverage, paint) : sectionRows(coverage, paint));
  const search = `those of a word: ${ownCommand('clauses', 'redirect')}`;
  sayAside([`${coverage.length} clauses`, isSearch ? one : search]);
}

/** Throws `unknown-id` where there is none. */
function found(words: readonly string[]) {
  const meant = searchClauses(words);
  if (meant.length > 0) return meant;
  const text = words.join(' ');
  const { nearest } = new UnknownClause(text);
  const hint =
    nearest === undefined
      ? `take fewer words, or others; the sections: ${ownCommand('clauses')}`
      : `did you mean "${nearest}"?`;
  throw new ScenarioError({ code: 'unknown-id', what: `no clause has "${text}" in it`, hint });
}

function asJson({ clause, cases, scenarios, mutants }: Coverage, spec: SpecVersion) {
  const { id, level, text, note, since, until, testable, why } = clause;
  const of = { section: familyOf(clause), link: specLink(clause, spec), page: decisionOn(id) };
  return { id, level, ...of, text, note, since, until, testable, why, cases, scenarios, mutants };
}
