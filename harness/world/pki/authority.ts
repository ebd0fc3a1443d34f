import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../../base/cache-folder.mjs';
import { HarnessError } from '../../base/index.ts';
import { type KeyPair, newKeyPair } from './key-pair.ts';
import { type Authority, newAuthority } from './signer.ts';

/** All that is secret, in one file: made at once, so that its parts always belong together. */
export interface Secrets {
  /** Names the set: what was issued from another set is not valid any more. */
  readonly id: string;
  readonly trusted: Authority;
  /** Nobody trusts it. */
  readonly untrusted: Authority;
  /** One key pair serves all leaves: a key costs more than a certificate. */
  readonly leafKey: KeyPair;
  /** Milliseconds since 1970. */
  readonly notAfter: number;
}

const YEAR = 365 * 86_400_000;

export function pkiFolder(): string {
  return join(cacheFolder(), 'pki');
}

/** Path of the PEM file with our certificate authority, made when it is missing. Works outside the sandbox. */
export async function authorityBundle(folder: string = pkiFolder()): Promise<string> {
  const secrets = await loadSecrets(folder);
  const path = join(folder, 'authority.pem');
  try {
    if ((await readOrNothing(path)) !== secrets.trusted.cert)
      await replace(path, secrets.trusted.cert, 0o644);
    return path;
  } catch (error) {
    throw cannotKeep(folder, error as Error);
  }
}

export async function loadSecrets(folder: string): Promise<Secrets> {
  const path = join(folder, 'secrets.json');
  try {
    const known = parse(await readOrNothing(path));
    if (known !== undefined) return known;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return await create(path);
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

/** Two runs may do this at once: the first to link its file wins, and both use it. */
async function create(path: string): Promise<Secrets> {
  const fresh = await newSecrets();
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, JSON.stringify(fresh), { mode: 0o600 });
    await link(draft, path);
    return fresh;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const winner = parse(await readOrNothing(path));
    if (winner !== undefined) return winner;
    // What is there is torn or too old.
    await rename(draft, path);
    return fresh;
  } finally {
    await rm(draft, { force: true }).catch(() => {});
  }
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

function parse(text: string): Secrets | undefined {
  try {
    const secrets = JSON.parse(text) as Partial<Secrets>;
    const whole =
      typeof secrets.id === 'string' &&
      typeof secrets.trusted?.cert === 'string' &&
      typeof secrets.trusted.key === 'string' &&
      typeof secrets.untrusted?.cert === 'string' &&
      typeof secrets.untrusted.key === 'string' &&
      typeof secrets.leafKey?.private === 'string' &&
      typeof secrets.leafKey.public === 'string' &&
      typeof secrets.notAfter === 'number';
    return whole && secrets.notAfter > Date.now() + YEAR ? (secrets as Secrets) : undefined;
  } catch {
    return undefined;
  }
}

async function readOrNothing(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

async function replace(path: string, text: string, mode: number): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  try {
    await writeFile(draft, text, { mode });
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true }).catch(() => {});
  }
}
