import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Command } from 'commander';
import { asCalled } from '../base/index.ts';
import { say, sayAside } from '../report/index.ts';
import { UNTITLED } from '../scenario/index.ts';
import { projectRoot } from './cli/project.ts';

const EXAMPLES = `
Example:
  signpost new srv/my-case      writes scenarios/srv/my-case.json, ready to run and to be changed`;

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
    sayAside(`signpost new: "${id}" is no id; write family/name in lower case, such as srv/my-case`);
    return 64;
  }
  const file = path.join(projectRoot(), 'scenarios', `${id}.json`);
  const shown = path.relative(process.cwd(), file);
  await mkdir(path.dirname(file), { recursive: true });
  try {
    await writeFile(file, template(id), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    sayAside(`signpost new: ${shown} exists already; choose another name, or edit it`);
    return 64;
  }
  say(shown);
  sayAside([
    '',
    'Next:  edit it (docs/write-a-scenario.md)',
    ...['lint', 'show', 'run', 'mutants'].map(
      (verb) => `       signpost ${verb} ${id}${verb === 'run' ? ' -i reference' : ''}`,
    ),
  ]);
  return 0;
}

/** A whole, true scenario to start from, with one decoy that shows what decoys are for. */
function template(id: string): string {
  return `{
  "$schema": "../scenario.schema.json",
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
