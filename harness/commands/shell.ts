import type { Command } from 'commander';
import { asCalled, pageOf } from '../base/index.ts';
import { ADDRESSES, type Case, type Machine } from '../model/index.ts';
import { say, sayAside } from '../report/index.ts';
import { setMachine } from '../run/index.ts';
import { type AnswerByHand, askNameServer, openWorld } from '../world/index.ts';
import { chosenCases } from './cli/choice.ts';
import { type DigQuestion, digExitCode, digLines, digQuestions } from './cli/dig.ts';
import { NOTHING_HIDDEN, ownShell, runProgram } from './cli/program.ts';
import { projectRoot } from './cli/project.ts';

const EXAMPLES = `
Examples:
  signpost shell                                      your shell, in the world of all cases
  signpost shell well-known/port -- curl -sS https://port.well-known.test/.well-known/matrix/server
  signpost shell srv/fed~cert-of-target              a twin: see "Twins" in ${pageOf('write-a-scenario.md')}
  signpost shell srv/fed --dig _matrix-fed._tcp.fed.srv.test SRV
                                                     asks the name server, with no need of dig
  signpost shell srv/fed --dig fed.srv.test A --dig hs.fed.srv.test A
  signpost shell -- go test ./...

Exit code: the program's own, 128 + N if signal N ended it. With --dig: 0 there are such records, 1 one question got none,
9 one got no answer, 64 usage.`;

export function define(command: Command, program: readonly string[] | undefined): void {
  command
    .usage('[options] [cases...] [-- PROGRAM [ARGUMENT…]]')
    .argument('[cases...]', 'ids, globs, tag:WORD, or paths to scenario files (default: the whole library)')
    .option('--dig <question...>', 'ask the name server for a NAME and a TYPE (may be given several times)')
    .addHelpText('after', asCalled(EXAMPLES))
    .action(async (selectors: string[], { dig }: Options) => {
      if (program?.length === 0) command.error('error: give a program after --');
      if (program && dig) command.error('error: --dig asks by itself: give no program after --');
      process.exitCode = await shell(selectors, dig ? digQuestions(dig) : undefined, program);
    });
}

interface Options {
  readonly dig?: readonly string[];
}

async function shell(
  selectors: readonly string[],
  questions: readonly DigQuestion[] | undefined,
  program: readonly string[] | undefined,
): Promise<number> {
  const chosen = chosenCases(projectRoot(), selectors, { twins: 'named' });
  const cases = withoutLonely(chosen);
  await using _machine = await setMachine(cases[0]?.machine ?? {});
  await using world = await openWorld();
  await Promise.all(cases.map((c) => world.open(c)));
  if (questions) return await dig(questions, cases[0]?.machine);
  if (program) return await runProgram(program);
  const own = ownShell();
  const names = cases.length === 1 ? cases[0]?.name : `${cases.length} cases`;
  sayAside(`signpost: ${own} inside the world of ${names}; \`exit\` leaves it. ${NOTHING_HIDDEN}`);
  return await runProgram([own]);
}

/** Longer than any answer of the library is late. */
const PATIENCE_MS = 8000;

/** Tells each answer on stdout, in the order of the questions. */
async function dig(questions: readonly DigQuestion[], machine: Machine | undefined): Promise<number> {
  const asked: [DigQuestion, AnswerByHand | undefined][] = [];
  for (const [index, question] of questions.entries()) {
    const answer = await answerTo(question, machine);
    say([...(index > 0 ? [''] : []), ...digLines(question, answer)]);
    asked.push([question, answer]);
  }
  return digExitCode(asked);
}

/** Where the machine has two name servers, the second is asked as well when the first has nothing to say. */
async function answerTo(
  question: DigQuestion,
  machine: Machine | undefined,
): Promise<AnswerByHand | undefined> {
  const { ipv4Resolver, secondResolver } = ADDRESSES;
  const first = await askNameServer({ ...question, server: ipv4Resolver, ms: PATIENCE_MS });
  const isSettled = first !== undefined && ['NOERROR', 'NXDOMAIN'].includes(first.status);
  if (isSettled || machine?.secondServer === undefined) return first;
  return await askNameServer({ ...question, server: secondResolver, ms: PATIENCE_MS });
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
