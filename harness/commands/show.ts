import { type Command, Option } from 'commander';
import { asCalled } from '../base/index.ts';
import type { SpecVersion } from '../model/index.ts';
import { clause, consultRounds, DEFAULT_SPEC_VERSION, decisionOn, specLink } from '../oracle/index.ts';
import { readRun } from '../record/index.ts';
import { caseLines, type Look, lookFor, say, sayAside, type ViewSource } from '../report/index.ts';
import { chosenCases } from './cli/choice.ts';
import { parseSpecVersion } from './cli/options.ts';
import { projectRoot } from './cli/project.ts';
import { notesOn, shownRun } from './cli/shown-run.ts';

const EXAMPLES = `
Examples:
  signpost show well-known/port       where it is written, world, what is expected, what the specification makes of it
  signpost show 'srv/*' --spec v1.7   a family, by an older version
  signpost show 'srv/fed~*'           its negative twins
  signpost show ./my-case.json        a file anywhere
  signpost show srv/fed --run reports/latest.jsonl
                                      as it was asked in that run, and what came of it`;

interface Options {
  readonly spec: SpecVersion;
  readonly run?: string;
}

export function define(command: Command): void {
  command
    .argument('<cases...>', 'ids, globs, tag:WORD, or paths to scenario files')
    .addOption(
      new Option('--spec <version>', 'version of the specification')
        .argParser(parseSpecVersion)
        .default(DEFAULT_SPEC_VERSION),
    )
    .addOption(
      new Option('--run <record>', 'from the record of a run alone, with the verdicts in it').conflicts(
        'spec',
      ),
    )
    .addHelpText('after', asCalled(EXAMPLES))
    .action(async (selectors: string[], { spec, run }: Options) => {
      const look = lookFor(process.stdout);
      const read = run === undefined ? undefined : await readRun(run);
      const told = read ? shownRun(read, selectors, look) : inLibrary(selectors, spec, look);
      say(told.flatMap((lines, index) => (index === 0 ? lines : ['', '', ...lines])));
      if (read) sayAside(notesOn(read));
    });
}

function inLibrary(selectors: readonly string[], version: SpecVersion, look: Look): string[][] {
  const source: ViewSource = {
    version,
    clause(id) {
      const { level, text } = clause(id);
      const page = decisionOn(id);
      return { id, level, text, link: specLink(id, version), ...(page !== undefined && { page }) };
    },
  };
  return chosenCases(projectRoot(), selectors, { twins: 'named', version }).map((c) =>
    caseLines({ case: c, rounds: consultRounds(c, version) }, source, look),
  );
}
