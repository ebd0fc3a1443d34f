import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { pageOf, shellWord } from '../base/index.ts';
import { say, sayAside } from '../report/index.ts';
import { UNTITLED } from '../scenario/index.ts';
import { isPackage, projectRoot } from './cli/project.ts';

const EXAMPLES = `
Example:
  signpost new srv/my-case      writes scenarios/srv/my-case.json, ready to run and to be changed`;

const ID = /^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/;

export function define(command: Command): void {
  command
    .argument('<id>', 'family/name, in lower case')
    .addHelpText('after', EXAMPLES)
    .action(async (id: string) => {
      process.exitCode = await write(id);
    });
}

async function write(id: string): Promise<number> {
  if (!ID.test(id)) {
    sayAside(`signpost new: "${id}" is no id; write family/name in lower case, such as srv/my-case`);
    return 64;
  }
  // The library of a package is not the user's: his own scenarios lie where he works, and are named by their paths.
  const file = path.join(isPackage ? '.' : projectRoot(), 'scenarios', `${id}.json`);
  const shown = path.relative(process.cwd(), path.resolve(file));
  await mkdir(path.dirname(file), { recursive: true });
  try {
    await writeFile(file, template(id, schemaFrom(path.dirname(file))), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    sayAside(`signpost new: ${shown} exists already; choose another name, or edit it`);
    return 64;
  }
  say(shown);
  const named = isPackage ? shellWord(shown) : id;
  sayAside([
    '',
    `Next:  edit it (${pageOf('write-a-scenario.md')})`,
    ...['lint', 'show', 'run', 'mutants'].map(
      (verb) => `       signpost ${verb} ${named}${verb === 'run' ? ' -i reference' : ''}`,
    ),
  ]);
  return 0;
}

/** Where an editor finds the schema: a path from the file's folder. */
function schemaFrom(folder: string): string {
  const schema = path.join(projectRoot(), 'scenarios', 'scenario.schema.json');
  return path.relative(folder, schema).split(path.sep).join('/');
}

/** A whole, true scenario to start from, with one decoy that shows what decoys are for. */
function template(id: string, schema: string): string {
  return `{
  "$schema": ${JSON.stringify(schema)},
  "title": "${id}: ${UNTITLED}",
  "clauses": ["S4-a", "S4-b", "S4-c"],
  "since": "v1.8",
  "dns": {
    "@":                { "A": "origin" },
    "_matrix-fed._tcp": { "SRV": "10 5 8449 hs" },
    "hs":               { "A": "target" }
  },
  "hosts": {
    "origin": { "8448": { "cert": "@", "homeserver": true } },
    "target": { "8449": { "cert": "@", "homeserver": true } }
  },
  "expect": { "step": "4", "connect": [{ "to": "target:8449", "host": "{@}", "cert": "{@}" }] }
}
`;
}
