import { randomUUID } from 'node:crypto';
import { appendFile, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Certificate } from '../../model/index.ts';
import type { Leaf } from './issue.ts';
import { recipeOf } from './recipes.ts';

interface Line extends Leaf {
  readonly authority: string;
  readonly key: string;
}

const DAY = 86_400_000;

export interface Storing {
  /** Leaves of names that never come again are `unkept`: the file is read at every start. */
  readonly added?: 'kept' | 'unkept';
  /** Called once, when leaves cannot be kept: the next run issues them again. */
  readonly onUnkept?: (error: Error) => void;
}

/**
 * The leaves of earlier runs, one JSON object a line. Runs may share the file: each line is appended with one write,
 * a torn line is passed over, and what is lost is merely issued again.
 */
export class LeafStore {
  readonly #path: string;
  readonly #authority: string;
  readonly #onUnkept: (error: Error) => void;
  #leaves: Map<string, Leaf> = new Map();
  #isKept: boolean;

  private constructor(path: string, authority: string, { added = 'kept', onUnkept = () => {} }: Storing) {
    this.#path = path;
    this.#authority = authority;
    this.#onUnkept = onUnkept;
    this.#isKept = added === 'kept';
  }

  static async load(folder: string, authority: string, storing: Storing = {}): Promise<LeafStore> {
    const store = new LeafStore(join(folder, 'leaves.jsonl'), authority, storing);
    const text = await readFile(store.#path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') store.#unkept(error);
      return '';
    });
    const { leaves, dead } = readLeaves(text, authority);
    store.#leaves = leaves;
    if (dead > 1000 && dead > leaves.size) await store.#rewrite();
    return store;
  }

  get(key: string): Leaf | undefined {
    return this.#leaves.get(key);
  }

  /** `unkept`: not in the file, whatever holds for the others. */
  async add(key: string, leaf: Leaf, added?: 'unkept'): Promise<void> {
    this.#leaves.set(key, leaf);
    if (!this.#isKept || added === 'unkept') return;
    // The newline in front ends a line that another run, or a full disk, may have torn.
    const line = `\n${this.#line(key, leaf)}\n`;
    await appendFile(this.#path, line, { mode: 0o600 }).catch((error: Error) => this.#unkept(error));
  }

  #unkept(error: Error): void {
    if (this.#isKept) this.#onUnkept(error);
    this.#isKept = false;
  }

  async #rewrite(): Promise<void> {
    const draft = `${this.#path}.${randomUUID()}`;
    const lines = [...this.#leaves].map(([key, leaf]) => this.#line(key, leaf));
    try {
      await writeFile(draft, `${lines.join('\n')}\n`, { mode: 0o600 });
      await rename(draft, this.#path);
    } catch {
      // What is there is as good, only longer.
      await rm(draft, { force: true }).catch(() => {});
    }
  }

  #line(key: string, leaf: Leaf): string {
    return JSON.stringify({ authority: this.#authority, key, notAfter: leaf.notAfter, cert: leaf.cert });
  }
}

/** Order of names makes no difference to who accepts a certificate, except that a common name is the first of them. */
export function leafKey({ flaw, names }: Certificate): string {
  const list =
    recipeOf(flaw).names === 'common name' ? names : names.map((name) => name.toLowerCase()).sort();
  return JSON.stringify([flaw ?? '', ...list]);
}

export function readLeaves(
  text: string,
  authority: string,
  today = Date.now(),
): { leaves: Map<string, Leaf>; dead: number } {
  const leaves = new Map<string, Leaf>();
  let lines = 0;
  for (const text_ of text.split('\n')) {
    if (text_ === '') continue;
    lines++;
    const line = readLine(text_);
    if (line === undefined || line.authority !== authority) continue;
    // An expired certificate is as expired as ever; any other must outlive the run.
    const expired = line.key.startsWith('["expired"');
    if (!expired && line.notAfter < today + 2 * DAY) continue;
    leaves.set(line.key, { cert: line.cert, notAfter: line.notAfter });
  }
  return { leaves, dead: lines - leaves.size };
}

function readLine(text: string): Line | undefined {
  try {
    const line = JSON.parse(text) as Partial<Line> | null;
    const whole =
      typeof line?.authority === 'string' &&
      typeof line.key === 'string' &&
      typeof line.cert === 'string' &&
      typeof line.notAfter === 'number';
    return whole ? (line as Line) : undefined;
  } catch {
    return undefined;
  }
}
