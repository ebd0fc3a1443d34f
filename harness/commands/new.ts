import path from 'node:path';
import type { Command } from 'commander';
import { asCalled, ownCommand, pageOf } from '../base/index.ts';
import { say, sayAside } from '../report/index.ts';
import { writeNewFile } from './cli/new-file.ts';
import { isPackage, projectRoot } from './cli/project.ts';
import { scenarioTemplate } from './cli/template.ts';

const EXAMPLES = `
Example:
  signpost new srv/my-case      writes scenarios/srv/my-case.json, ready to run and to be changed: what it begins with is what
                                most of its family ask for`;

const ID = /^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/;

export function define(command: Command): void {
  command
    .argument('<id>', 'family/name, in lower case')
    .addHelpText('after', asCalled(EXAMPLES))
    .action(async (id: string) => {
      process.exitCode = await write(id);
    });
}

async function write(id: string): Promise<number> {
  if (!ID.test(id)) {
    sayAside(`error: "${id}" is no id; write family/name in lower case, such as srv/my-case`);
    return 64;
  }
  // The library of a package is not the user's: his own scenarios lie where he works, and are named by their paths.
  const file = path.join(isPackage ? '.' : projectRoot(), 'scenarios', `${id}.json`);
  const shown = path.relative(process.cwd(), path.resolve(file));
  if (!(await writeNewFile(file, shown, scenarioTemplate(id, schemaFrom(path.dirname(file)))))) {
    sayAside(`error: ${shown} exists already; choose another name, or edit it`);
    return 64;
  }
  say(shown);
  const named = isPackage ? shown : id;
  sayAside([
    '',
    `Next:  edit it (${pageOf('write-a-scenario.md')})`,
    ...['lint', 'show', 'run', 'mutants'].map(
      (verb) => `       ${ownCommand(verb, named, ...(verb === 'run' ? ['-i', 'reference'] : []))}`,
    ),
  ]);
  return 0;
}

/** Where an editor finds the schema: a path from the file's folder. */
function schemaFrom(folder: string): string {
  const schema = path.join(projectRoot(), 'scenarios', 'scenario.schema.json');
  return path.relative(folder, schema).split(path.sep).join('/');
}
