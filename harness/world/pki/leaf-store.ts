import { randomUUID } from 'node:crypto';
import { appendFile, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Certificate } from '../../scenario/index.ts';
import type { Leaf } from './issue.ts';

interface Line extends Leaf {
  readonly authority: string;
  readonly key: string;
}

const DAY = 86_400_000;

/**
 * The leaves of earlier runs, one JSON object a line. Runs may share the file: each line is appended with one write,
 * a torn line is passed over, and what is lost is merely issued again.
 */
export class LeafStore {
  readonly #path: string;
  readonly #authority: string;
  readonly #leaves: Map<string, Leaf>;

  private constructor(path: string, authority: string, leaves: Map<string, Leaf>) {
    this.#path = path;
    this.#authority = authority;
    this.#leaves = leaves;
  }

  static async load(folder: string, authority: string): Promise<LeafStore> {
    const path = join(folder, 'leaves.jsonl');
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    const { leaves, dead } = readLeaves(text, authority);
    const store = new LeafStore(path, authority, leaves);
    if (dead > 1000 && dead > leaves.size) await store.#rewrite();
    return store;
  }

  get(key: string): Leaf | undefined {
    return this.#leaves.get(key);
  }

  async add(key: string, leaf: Leaf): Promise<void> {
    this.#leaves.set(key, leaf);
    // The newline in front ends a line that another run may have torn. A full disk costs the next run some time only.
    await appendFile(this.#path, `\n${this.#line(key, leaf)}\n`, { mode: 0o600 }).catch(() => {});
  }

  async #rewrite(): Promise<void> {
    const draft = `${this.#path}.${randomUUID()}`;
    const lines = [...this.#leaves].map(([key, leaf]) => this.#line(key, leaf));
    await writeFile(draft, `${lines.join('\n')}\n`, { mode: 0o600 });
    await rename(draft, this.#path);
  }

  #line(key: string, leaf: Leaf): string {
    return JSON.stringify({ authority: this.#authority, key, notAfter: leaf.notAfter, cert: leaf.cert });
  }
}

/** Order of names makes no difference to who accepts a certificate, except that a common name is the first of them. */
export function leafKey({ flaw, names }: Certificate): string {
  const list = flaw === 'commonNameOnly' ? names : names.map((name) => name.toLowerCase()).sort();
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
