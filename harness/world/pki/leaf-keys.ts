import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { keepFirst, readKept } from '../../base/index.ts';
import type { KeyType } from '../../model/index.ts';
import { type KeyPair, newKeyPairOf } from './key-pair.ts';
import type { Secrets } from './secrets.ts';

export interface LeafKey extends KeyPair {
  /** Tells this pair from another of its type, which an earlier run may have had; empty where the secrets hold it. */
  readonly id: string;
}

/**
 * The keys of leaves, one pair a type for all of them. That of P-256, which nearly every leaf has, is among the secrets; the
 * others are made when a leaf first wants them, and kept: a pair of RSA takes 80 to 400 ms.
 */
export class LeafKeys {
  readonly #folder: string;
  readonly #secrets: Secrets;
  readonly #known = new Map<KeyType, Promise<LeafKey>>();

  constructor(folder: string, secrets: Secrets) {
    this.#folder = folder;
    this.#secrets = secrets;
  }

  of(type: KeyType): Promise<LeafKey> {
    const known = this.#known.get(type) ?? this.#load(type);
    this.#known.set(type, known);
    return known;
  }

  async #load(type: KeyType): Promise<LeafKey> {
    if (type === 'p256') return { ...this.#secrets.leafKey, id: '' };
    const name = `key-${type}`;
    const path = join(this.#folder, name);
    const body = readKept(path, name) ?? keptOr(path, name, await freshOf(type));
    const pair: KeyPair = JSON.parse(body.toString());
    return { ...pair, id: createHash('sha256').update(pair.public).digest('hex').slice(0, 16) };
  }
}

async function freshOf(type: KeyType): Promise<string> {
  return JSON.stringify(await newKeyPairOf(type));
}

/** Two runs may do this at once: both go on with the same. Where nothing can be kept, this run has a pair of its own. */
function keptOr(path: string, name: string, fresh: string): Buffer {
  try {
    return keepFirst(path, name, fresh, { mode: 0o600, isGood: () => true });
  } catch {
    return Buffer.from(fresh);
  }
}
