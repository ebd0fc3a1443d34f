import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { HarnessError, keepFirst, makeFolder, readWhole, replaceWhole } from '../../base/index.ts';
import { AUTHORITY, isFresh, keptSecrets, parseSecrets, pkiFolder, SECRETS } from './kept-secrets.mjs';
import { newKeyPair } from './key-pair.ts';
import type { Secrets } from './secrets.ts';
import { newAuthority } from './signer.ts';

const YEAR = 365 * 86_400_000;

/**
 * Path of the PEM file with our certificate authority, made when it is missing or another's. Works outside the sandbox.
 * Other programs read it as it is, so it has no seal: it is held against the secrets, which have one.
 */
export async function authorityBundle(folder: string = pkiFolder()): Promise<string> {
  const secrets = await loadSecrets(folder);
  const path = join(folder, AUTHORITY);
  try {
    if (readWhole(path)?.toString() !== secrets.trusted.cert) replaceWhole(path, secrets.trusted.cert, 0o644);
    return path;
  } catch (error) {
    throw cannotKeep(folder, error as Error);
  }
}

/** Two runs may do this at once: both go on with the same. What was issued from others counts no more. */
export async function loadSecrets(folder: string): Promise<Secrets> {
  const known = keptSecrets(folder);
  if (known !== undefined) return known;
  try {
    makeFolder(folder, 0o700);
    const fresh = JSON.stringify(await newSecrets());
    const { name, key } = SECRETS;
    return parseSecrets(keepFirst(join(folder, name), key, fresh, { mode: 0o600, isGood: isFresh }));
  } catch (error) {
    throw cannotKeep(folder, error as Error);
  }
}

function cannotKeep(folder: string, error: Error): HarnessError {
  return new HarnessError(
    'cache-not-writable',
    `Cannot keep the keys of the mock internet in ${folder}: ${error.message}`,
    'Make the folder writable and room on its disk, or set XDG_CACHE_HOME to another.',
    error,
  );
}

async function newSecrets(): Promise<Secrets> {
  const notAfter = Date.now() + 10 * YEAR;
  const [trusted, untrusted, leafKey] = await Promise.all([
    newAuthority('Signpost test authority', notAfter),
    newAuthority('Signpost authority that nobody trusts', notAfter),
    newKeyPair(),
  ]);
  return { id: randomUUID(), trusted, untrusted, leafKey, notAfter };
}
