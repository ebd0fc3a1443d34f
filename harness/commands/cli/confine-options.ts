import { existsSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { type Bind, Confinement } from '../../sandbox/index.ts';

/** What of the command line says what programs under test may see. */
export interface ConfineOptions {
  readonly bind?: readonly Bind[];
  readonly trust?: true;
  /** Where the record goes, if there is one. */
  readonly reports?: string;
}

/** Of every verb that starts programs of somebody else's. */
export function addConfineOptions(command: Command): Command {
  return command
    .option(
      '--bind <path>',
      'what programs under test see of what is hidden from them; PATH:rw may be written to (may be given several times)',
      collectBind,
    )
    .option('--trust', 'hide nothing from programs under test: on your own machine, for what you trust');
}

export function confinementOf({ bind = [], trust, reports }: ConfineOptions): Confinement {
  // Records of earlier runs are there even if this one goes elsewhere.
  const folders = ['reports', ...(reports === undefined ? [] : [reports])];
  return new Confinement({ bind, trust: trust === true, reports: folders });
}

/** For the user, whatever else is told; undefined where nothing is out of the ordinary. */
export function trustWarning({ trust }: ConfineOptions): string | undefined {
  if (!trust) return undefined;
  return '--trust: programs under test see everything that you see, and may write to it, this checkout included';
}

export function warnOfTrust(options: ConfineOptions): void {
  const warning = trustWarning(options);
  if (warning !== undefined) process.stderr.write(`signpost: ${warning}\n`);
}

function collectBind(text: string, before: readonly Bind[] = []): readonly Bind[] {
  return [...before, parseBind(text)];
}

export function parseBind(text: string): Bind {
  const write = text.endsWith(':rw');
  const path = write ? text.slice(0, -':rw'.length) : text;
  if (path === '' || !existsSync(path)) throw new InvalidArgumentError(`there is no ${path || 'path'}.`);
  return { path, write };
}
