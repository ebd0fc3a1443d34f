import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import {
  type Figure,
  type Measurement,
  measureInTurn,
  measurements,
  rowLines,
  standingOf,
} from '../bench/index.ts';
import { lookFor, say, sayAside } from '../report/index.ts';
import { tell } from './cli/complaint.ts';
import { collect } from './cli/options.ts';

const NAMES = measurements.map(({ name, summary }) => `  ${name.padEnd(8)}${summary}`).join('\n');

const EXPLANATION = `
Rows:
${NAMES}

Each row is the median of several trials, each in a sandbox of its own; ratios are taken in pairs, by turns, so that what
else the machine does weighs on both sides. A row is printed as soon as it is measured.

Exit code: 0 all targets met, 1 one is missed, 2 a trial failed.`;

export function define(command: Command): void {
  command
    .option(
      '--only <row>',
      'only this row (may be given several times)',
      (name, before?: readonly string[]) => collect(known(name), before),
    )
    .option('--json', 'an array of figures')
    .addHelpText('after', EXPLANATION)
    .action(async ({ only, json }: { only?: readonly string[]; json?: true }) => {
      const chosen = measurements.filter(({ name }) => only?.includes(name) ?? true);
      process.exitCode = await bench(chosen, json ?? false);
    });
}

function known(name: string): string {
  if (measurements.some((one) => one.name === name)) return name;
  throw new InvalidArgumentError(`rows are ${measurements.map((one) => one.name).join(', ')}.`);
}

async function bench(chosen: readonly Measurement[], json: boolean): Promise<number> {
  const figures: Figure[] = [];
  let broken = false;
  const { paint } = lookFor(process.stdout);
  await measureInTurn(chosen, {
    progress: (text) => sayAside(text),
    figure: (figure) => {
      figures.push(figure);
      if (!json) say(rowLines(figure, paint));
    },
    broken: (error) => {
      process.stderr.write(tell(error));
      broken = true;
    },
  });
  const standings = figures.map(standingOf);
  const told = figures.map((figure, index) => ({ ...figure, standing: standings[index] }));
  if (json) say(JSON.stringify(told, null, 2).split('\n'));
  if (broken) return 2;
  return standings.includes('missed') ? 1 : 0;
}
