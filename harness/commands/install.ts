import { constants } from 'node:os';
import type { Command } from 'commander';
import {
  findImplementation,
  type Implementation,
  installImplementation,
  isInstallable,
  isInstalled,
  listImplementations,
} from '../adapters/index.ts';
import { asCalled, cacheFolder } from '../base/index.ts';
import { say, sayAside } from '../report/index.ts';
import { projectRoot } from './cli/project.ts';

const EXAMPLES = `
Examples:
  signpost install                              what there is, and whether it is installed
  signpost install matrix-appservice-bridge     build one into the cache; a second time costs nothing
  signpost install ./my-resolver                one of your own, with its implementation.json

Builds go to ${cacheFolder()}/implementations. They need the network and the tools of their language.`;

export function define(command: Command): void {
  command
    .argument('[names...]', 'implementations, by name or by folder (default: list them)')
    .addHelpText('after', asCalled(EXAMPLES))
    .action(async (names: string[]) => {
      if (names.length === 0) await list();
      else process.exitCode = await interruptible((signal) => install(names, signal));
    });
}

async function list(): Promise<void> {
  const known = await listImplementations(projectRoot());
  const labels = known.map(label);
  const width = Math.max(0, ...labels.map(({ length }) => length));
  for (const [i, implementation] of known.entries()) {
    const state = (await isInstalled(implementation)) ? 'installed' : 'not installed';
    say(`${labels[i]?.padEnd(width)}  ${state.padEnd(13)}  ${implementation.title}`);
  }
}

async function install(names: readonly string[], signal: AbortSignal): Promise<void> {
  // All of them first: a misspelt name should not wait for the build of another.
  const wanted = await Promise.all(names.map((name) => findImplementation(name, projectRoot())));
  for (const implementation of wanted) {
    if (!isInstallable(implementation)) {
      say(`${label(implementation)}  needs no installation`);
      continue;
    }
    const started = performance.now();
    const tell = (line: string) => sayAside(line);
    const { folder, built } = await installImplementation(implementation, cacheFolder(), tell, signal);
    const seconds = Math.round((performance.now() - started) / 1000);
    say(`${label(implementation)}  ${built ? `installed in ${seconds} s` : 'already installed'}  ${folder}`);
  }
}

/** Runs something that Ctrl-C ends in good order; its exit code. */
async function interruptible(run: (signal: AbortSignal) => Promise<void>): Promise<number> {
  const interrupt = new AbortController();
  let code = 0;
  const stop = (signal: 'SIGINT' | 'SIGTERM') => {
    code = 128 + constants.signals[signal];
    interrupt.abort();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  try {
    await run(interrupt.signal);
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
    sayAside('interrupted; nothing is left of the unfinished build');
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
  return code;
}

const label = ({ name, version }: Implementation) => (version ? `${name} ${version}` : name);
