import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The checkout: what holds `scenarios/` and `fixtures/`. */
export function projectRoot(): string {
  return fileURLToPath(new URL('../../..', import.meta.url));
}

export function signpostVersion(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
