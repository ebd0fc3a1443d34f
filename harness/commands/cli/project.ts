import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { BUILT } from '../../base/index.ts';

/** The checkout, or the package: what holds `scenarios/` and `fixtures/`. */
export function projectRoot(): string {
  return fileURLToPath(new URL('../../..', import.meta.url));
}

export function signpostVersion(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** In a package: nothing is written there, and it may belong to somebody else. */
export const isPackage = BUILT !== undefined;

/** Ends the command with a sentence where an option writes to the checkout and there is none. */
export function wantCheckout(command: Command, option: string, file: string): void {
  if (isPackage) command.error(`error: ${option} writes ${file} of a checkout; this is an installed package`);
}
