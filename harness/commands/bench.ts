import type { Command } from 'commander';
import { InvalidArgumentError } from 'commander';
import { type Figure, Lab, type Measurement, measurements, standingOf, tableLines } from '../bench/index.ts';
import { lookFor } from '../report/index.ts';
import { tell } from './cli/complaint.ts';
import { collect } from './cli/options.ts';

const NAMES = measurements.map(({ name, summary }) => `  ${name.padEnd(8)}${summary}`).join('\n');

const EXPLANATION = `
Rows:
${NAMES}

Each row is the median of several trials, each in a sandbox of its own; ratios are taken in pairs, by turns, so that what
else the machine does weighs on both sides.

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
  for (const [index, measurement] of chosen.entries()) {
    const lab = new Lab((progress) =>
      process.stderr.write(`[${index + 1}/${chosen.length}] ${measurement.name}: ${progress}\n`),
    );
    try {
      figures.push(...(await measurement.measure(lab)));
    } catch (error) {
      // What the other rows say is true all the same.
      process.stderr.write(tell(error));
      broken = true;
    }
  }
  const standings = figures.map(standingOf);
  const told = json
    ? JSON.stringify(
        figures.map((figure, index) => ({ ...figure, standing: standings[index] })),
        null,
        2,
      )
    : tableLines(figures, lookFor(process.stdout).paint).join('\n');
  process.stdout.write(`${told}\n`);
  if (broken) return 2;
  return standings.includes('missed') ? 1 : 0;
}
