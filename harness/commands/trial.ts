import type { Command } from 'commander';
import { asCalled } from '../base/index.ts';
import { trials } from '../bench/index.ts';

const EXAMPLES = `
Examples:
  signpost trial floor '{"cases":1000,"parallel":64}'
  signpost trial engine '{"cases":1000,"parallel":64}'`;

/** What the benchmark starts in a sandbox; its result is one line of JSON. */
export function define(command: Command): void {
  command
    .argument('<name>', Object.keys(trials).join(', '))
    .argument('<settings>', 'a JSON object')
    .addHelpText('after', asCalled(EXAMPLES))
    .action(async (name: string, settings: string) => {
      const [, trial] = Object.entries(trials).find(([one]) => one === name) ?? [];
      if (trial === undefined) return command.error(`error: there is no trial ${name}`);
      const result = await (trial as (settings: unknown) => Promise<unknown>)(JSON.parse(settings));
      process.stdout.write(`${JSON.stringify(result)}\n`);
    });
}
