/** The keys of our authority as an earlier run kept them. Plain JavaScript, because they are asked for before TypeScript is loaded. */
import { join } from 'node:path';
import { cacheFolder } from '../../base/cache-folder.mjs';
import { readKept } from '../../base/kept-file.mjs';

export const SECRETS = { name: 'secrets', key: 'secrets' };
/** The certificate of the authority, in PEM. */
export const AUTHORITY = 'authority.pem';

const YEAR = 365 * 86_400_000;

/**
 * Files without seals lie in the folder around this one: a Signpost that knows no others goes on using them.
 * @param {NodeJS.ProcessEnv} [environment]
 */
export function pkiFolder(environment = process.env) {
  return join(cacheFolder(environment), 'pki', 'sealed');
}

/**
 * Undefined where they are to be made: absent, damaged, or near their end.
 * @param {string} folder
 */
export function keptSecrets(folder) {
  const body = readKept(join(folder, SECRETS.name), SECRETS.key);
  return body !== undefined && isFresh(body) ? parseSecrets(body) : undefined;
}

/**
 * @param {Buffer} body
 * @returns {import('./secrets.ts').Secrets}
 */
export function parseSecrets(body) {
  return JSON.parse(body.toString());
}

/** @param {Buffer} body */
export function isFresh(body) {
  return parseSecrets(body).notAfter > Date.now() + YEAR;
}
