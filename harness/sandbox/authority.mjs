/** Where the certificate of our authority lies, known without loading the world that makes it. */
import { join } from 'node:path';
import { readWhole } from '../base/kept-file.mjs';
import { AUTHORITY, keptSecrets, pkiFolder } from '../world/pki/kept-secrets.mjs';
import { importSource } from './typescript.mjs';

/**
 * The PEM file of our authority, made first if need be. Programs inside are told of it before they start: Node reads
 * `NODE_EXTRA_CA_CERTS` then and never again.
 * @returns {Promise<string>}
 */
export async function authorityFile() {
  const known = knownAuthorityFile();
  if (known !== undefined) return known;
  const { authorityBundle } = await importSource('world/index.ts', () => import('../world/index.ts'));
  return authorityBundle();
}

/**
 * The file, where it is the one that the world would make.
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {string | undefined}
 */
export function knownAuthorityFile(environment = process.env) {
  const folder = pkiFolder(environment);
  const file = join(folder, AUTHORITY);
  const known = readWhole(file)?.toString();
  return known !== undefined && known === keptSecrets(folder)?.trusted.cert ? file : undefined;
}
