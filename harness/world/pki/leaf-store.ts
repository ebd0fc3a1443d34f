import { constants, lstatSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readWhole, replaceWhole, sealedLine, unsealedLine } from '../../base/index.ts';
import type { Certificate } from '../../model/index.ts';
import type { Leaf } from './issue.ts';
import { recipeOf } from './recipes.ts';

interface Line extends Leaf {
  readonly authority: string;
  readonly key: string;
}

const DAY = 86_400_000;
/** Without waiting for whoever may read a pipe that lies there. */
const ADDING = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK;

export interface Storing {
  /** Leaves of names that never come again are `unkept`: the file is read at every start. */
  readonly added?: 'kept' | 'unkept';
  /** Called once, when leaves cannot be kept: the next run issues them again. */
  readonly onUnkept?: (error: Error) => void;
}

/** A line of the file, whose seal is looked at when the leaf is asked for: all of them would take a start 10 ms. */
interface KeptLeaf extends Leaf {
  readonly line: string;
}

/**
 * The leaves of earlier runs, one sealed JSON object a line. Runs may share the file: each line is appended with one
 * write, a torn or damaged line is passed over, and what is lost is merely issued again.
 */
export class LeafStore {
  readonly #path: string;
  readonly #authority: string;
  readonly #onUnkept: (error: Error) => void;
  #leaves: Map<string, KeptLeaf> = new Map();
  #isKept: boolean;

  private constructor(path: string, authority: string, { added = 'kept', onUnkept = () => {} }: Storing) {
    this.#path = path;
    this.#authority = authority;
    this.#onUnkept = onUnkept;
    this.#isKept = added === 'kept';
  }

  static async load(folder: string, authority: string, storing: Storing = {}): Promise<LeafStore> {
    const store = new LeafStore(join(folder, 'leaves'), authority, storing);
    const bytes = readWhole(store.#path);
    const { leaves, dead } = readLeaves(bytes?.toString() ?? '', authority);
    store.#leaves = leaves;
    const isElse = bytes === undefined && lstatSync(store.#path, { throwIfNoEntry: false }) !== undefined;
    if (isElse || (dead > 1000 && dead > leaves.size)) store.#rewrite();
    return store;
  }

  get(key: string): Leaf | undefined {
    const kept = this.#leaves.get(key);
    if (kept === undefined) return undefined;
    const { line, ...leaf } = kept;
    return unsealedLine(line) === undefined ? undefined : leaf;
  }

  /** `unkept`: not in the file, whatever holds for the others. */
  async add(key: string, leaf: Leaf, added?: 'unkept'): Promise<void> {
    const line = this.#line(key, leaf);
    this.#leaves.set(key, { ...leaf, line });
    if (!this.#isKept || added === 'unkept') return;
    // The newline in front ends a line that another run, or a full disk, may have torn.
    await appendFile(this.#path, `\n${line}\n`, { mode: 0o600, flag: ADDING }).catch((error: Error) =>
      this.#unkept(error),
    );
  }

  #unkept(error: Error): void {
    if (this.#isKept) this.#onUnkept(error);
    this.#isKept = false;
  }

  #rewrite(): void {
    const lines = [...this.#leaves.values()].map(({ line }) => `${line}\n`);
    try {
      replaceWhole(this.#path, lines.join(''), 0o600);
    } catch {
      // What is there is as good, only longer.
    }
  }

  #line(key: string, leaf: Leaf): string {
    const { notAfter, cert } = leaf;
    return sealedLine(JSON.stringify({ authority: this.#authority, key, notAfter, cert }));
  }
}

/**
 * Order of names makes no difference to who accepts a certificate, except that a common name is the first of them. `keyId`
 * is that of its key pair.
 */
export function leafKey({ flaw, names }: Certificate, keyId = ''): string {
  const list =
    recipeOf(flaw).names === 'common name' ? names : names.map((name) => name.toLowerCase()).sort();
  return JSON.stringify([keyId === '' ? (flaw ?? '') : `${flaw ?? ''} ${keyId}`, ...list]);
}

export function readLeaves(
  text: string,
  authority: string,
  today = Date.now(),
): { leaves: Map<string, KeptLeaf>; dead: number } {
  const leaves = new Map<string, KeptLeaf>();
  let lines = 0;
  for (const text_ of text.split('\n')) {
    if (text_ === '') continue;
    lines++;
    const line = readLine(text_);
    if (line === undefined || line.authority !== authority) continue;
    // An expired certificate is as expired as ever; any other must outlive the run.
    const expired = /^\["expired[" ]/.test(line.key);
    if (!expired && line.notAfter < today + 2 * DAY) continue;
    leaves.set(line.key, { cert: line.cert, notAfter: line.notAfter, line: text_ });
  }
  return { leaves, dead: lines - leaves.size };
}

function readLine(text: string): Line | undefined {
  try {
    const line = JSON.parse(text.slice(text.indexOf(' '))) as Partial<Line> | null;
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
