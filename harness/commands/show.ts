import { type Command, Option } from 'commander';
import { HarnessError } from '../base/index.ts';
import type { SpecVersion } from '../model/index.ts';
import { clause, consultRounds, DEFAULT_SPEC_VERSION, decisionOn, specLink } from '../oracle/index.ts';
import { type RecordedCase, type RecordedRun, readRun } from '../record/index.ts';
import { caseLines, type Look, lookFor, type ViewSource, verdictLines } from '../report/index.ts';
import { hintForSelector, matcherOf } from '../scenario/index.ts';
import { chosenCases } from './cli/choice.ts';
import { parseSpecVersion } from './cli/options.ts';
import { projectRoot } from './cli/project.ts';

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
    .argument('<cases...>', 'ids, globs, or paths to scenario files')
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
    .addHelpText('after', EXAMPLES)
    .action(async (selectors: string[], { spec, run }: Options) => {
      const look = lookFor(process.stdout);
      const told =
        run === undefined ? inLibrary(selectors, spec, look) : inRecord(selectors, await readRun(run), look);
      process.stdout.write(`${told.map((lines) => lines.join('\n')).join('\n\n\n')}\n`);
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

function inRecord(selectors: readonly string[], run: RecordedRun, look: Look): string[][] {
  const { header, clauses, verdicts } = run;
  const source: ViewSource = { version: header.spec, clause: (id) => clauses.get(id) };
  return casesIn(run, selectors).map((recorded) => {
    const own = verdicts.filter(({ id }) => id === recorded.case.id);
    const told = own.flatMap((verdict) => verdictLines(verdict, look.paint).map((line) => `  ${line}`));
    return [...caseLines(recorded, source, look), '', look.paint.strong('Verdicts'), ...told];
  });
}

/** Sorted by id. */
function casesIn(
  { files, cases, remarks }: RecordedRun,
  selectors: readonly string[],
): readonly RecordedCase[] {
  const ids = [...cases.keys()].sort();
  const meant = new Set<string>();
  for (const selector of selectors) {
    const found = ids.filter(matcherOf(selector));
    if (found.length === 0) {
      const what = `no case "${selector}" was asked in the run of ${files.join(', ')}`;
      const [why] = remarks;
      throw new HarnessError(
        'unknown-id',
        what,
        ids.length === 0 && why ? why : hintForSelector(selector, ids),
      );
    }
    for (const id of found) meant.add(id);
  }
  return ids.flatMap((id) => (meant.has(id) ? (cases.get(id) ?? []) : []));
}
