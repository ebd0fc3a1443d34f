/** Where the certificate of our authority lies, known without loading the world that makes it. */
import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../base/cache-folder.mjs';
import { loadTypeScript } from './typescript.mjs';

const YEAR = 365 * 86_400_000;
const DAY = 86_400_000;

/**
 * The PEM file of our authority, made first if need be. Programs inside are told of it before they start: Node reads
 * `NODE_EXTRA_CA_CERTS` then and never again.
 * @returns {Promise<string>}
 */
export async function authorityFile() {
  const known = knownAuthorityFile();
  if (known !== undefined) return known;
  await loadTypeScript();
  const { authorityBundle } = await import('../world/index.ts');
  return authorityBundle();
}

/**
 * The file as the world left it, unless the world would make it anew: it does so a year before the end.
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {string | undefined}
 */
export function knownAuthorityFile(environment = process.env) {
  const folder = join(cacheFolder(environment), 'pki');
  const file = join(folder, 'authority.pem');
  try {
    const { validTo } = new X509Certificate(readFileSync(file));
    const current = statSync(file).mtimeMs >= statSync(join(folder, 'secrets.json')).mtimeMs;
    return current && Date.parse(validTo) > Date.now() + YEAR + DAY ? file : undefined;
  } catch {
    return undefined;
  }
}
