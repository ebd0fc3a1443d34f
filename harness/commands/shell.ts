import type { Command } from 'commander';
import type { Case } from '../model/index.ts';
import { sayAside } from '../report/index.ts';
import { setMachine } from '../run/index.ts';
import { openWorld } from '../world/index.ts';
import { chosenCases } from './cli/choice.ts';
import { NOTHING_HIDDEN, ownShell, runProgram } from './cli/program.ts';
import { projectRoot } from './cli/project.ts';

const EXAMPLES = `
Examples:
  signpost shell                                      your shell, in the world of all cases
  signpost shell well-known/port -- curl -sS https://port.well-known.test/.well-known/matrix/server
  signpost shell srv/fed~cert-of-target              a twin: see "Twins" in docs/write-a-scenario.md
  signpost shell srv/fed -- dig SRV _matrix-fed._tcp.fed.srv.test
  signpost shell -- go test ./...

Exit code: the program's own, 128 + N if signal N ended it.`;

export function define(command: Command, program: readonly string[] | undefined): void {
  command
    .usage('[options] [cases...] [-- PROGRAM [ARGUMENT…]]')
    .argument('[cases...]', 'ids, globs, tag:WORD, or paths to scenario files (default: the whole library)')
    .addHelpText('after', EXAMPLES)
    .action(async (selectors: string[]) => {
      if (program?.length === 0) command.error('error: give a program after --');
      process.exitCode = await shell(selectors, program);
    });
}

async function shell(selectors: readonly string[], program?: readonly string[]): Promise<number> {
  const chosen = chosenCases(projectRoot(), selectors, { twins: 'named' });
  const cases = withoutLonely(chosen);
  await using _machine = await setMachine(cases[0]?.machine ?? {});
  await using world = await openWorld();
  await Promise.all(cases.map((c) => world.open(c)));
  if (program) return await runProgram(program);
  const own = ownShell();
  const names = cases.length === 1 ? cases[0]?.name : `${cases.length} cases`;
  sayAside(`signpost: ${own} inside the world of ${names}; \`exit\` leaves it. ${NOTHING_HIDDEN}`);
  return await runProgram([own]);
}

/** What a case wants of the whole machine it can have only where it is alone. */
function withoutLonely(chosen: readonly Case[]): readonly Case[] {
  if (chosen.length === 1) return chosen;
  const lonely = chosen.filter(({ machine }) => machine !== undefined);
  if (lonely.length > 0) {
    const what = `${lonely.length} left out that want the machine for themselves, such as ${lonely[0]?.id}`;
    sayAside(`signpost: ${what}: name one alone to have it`);
  }
  return chosen.filter(({ machine }) => machine === undefined);
}
