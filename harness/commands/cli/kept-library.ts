import { createHash } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { DefaultDeserializer, serialize } from 'node:v8';
import { BUILT, buildId, cacheFolder, keep, makeFolder, readKept } from '../../base/index.ts';

let folder: string | undefined;
/** By root. Taken once in a start: looking at all files takes 10 ms, and what is kept must belong together. */
const keys = new Map<string, string>();

/**
 * From now on `kept` keeps things here: the folder of the bundle, which goes when a source changes. That of a package may not be
 * written to and belongs to all projects around: then it is one in the cache folder for each build, and each working directory.
 */
export function keepLibraryIn(bundle: string): void {
  folder = bundle === BUILT ? path.join(cacheOfLibraries(), digestOf([buildId(), process.cwd()])) : bundle;
  keys.clear();
}

const cacheOfLibraries = (): string => path.join(cacheFolder(), 'library');

const digestOf = (words: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(words)).digest('hex').slice(0, 24);

/**
 * What `make` made of the library before, or makes of it now. Reading, checking and binding a thousand cases takes 0.7 s,
 * deriving their twins another 0.5 s; reading what came of it takes 0.1 s.
 *
 * A start after any change in `scenarios/` or to the clauses makes it again, and so does one in another folder, as paths
 * are shown from there.
 * If it throws, nothing is kept.
 */
export function kept<T>(root: string, what: string, make: () => T): T {
  if (folder === undefined) return make();
  const file = path.join(folder, `library-${what}`);
  const key = keys.get(root) ?? keyOf(root);
  keys.set(root, key);
  const known = read(file, key);
  if (known !== undefined) return known as T;
  const made = make();
  write(file, key, made);
  return made;
}

function read(file: string, key: string): unknown {
  const body = readKept(file, key);
  if (body === undefined) return undefined;
  const reading = new ReadingApart(body);
  reading.readHeader();
  return reading.readValue();
}

declare module 'node:v8' {
  // It has it, as the one that `Deserializer` documents; @types/node does not say so.
  interface DefaultDeserializer {
    _readHostObject(): unknown;
  }
}

/** Gives buffers memory of their own: Node's are views of the whole file, which would go to other threads with each. */
class ReadingApart extends DefaultDeserializer {
  override _readHostObject(): unknown {
    // A Buffer's own `slice` would be another view.
    return Uint8Array.prototype.slice.call(super._readHostObject());
  }
}

function write(file: string, key: string, made: unknown): void {
  try {
    if (BUILT !== undefined) makeRoom(path.dirname(file));
    keep(file, key, serialize(made));
  } catch {
    // A place that cannot be written to, or a full disk: it is made again the next time.
  }
}

const MONTH = 30 * 86_400_000;

/** Other folders go a month after they were made: a library has 5 MB. */
function makeRoom(own: string): void {
  makeFolder(own);
  const around = path.dirname(own);
  for (const name of readdirSync(around)) {
    const other = path.join(around, name);
    // Another command may be doing the same.
    const { mtimeMs } = statSync(other, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
    if (mtimeMs < Date.now() - MONTH) rmSync(other, { recursive: true, force: true });
  }
}

/** Sizes and times stand for the content, as they do for the bundle. */
function keyOf(root: string): string {
  const hash = createHash('sha256').update(JSON.stringify([process.version, root, process.cwd(), buildId()]));
  // Files of a package have no times of their own, and its build knows what is in them.
  if (BUILT !== undefined) return hash.digest('hex');
  for (const name of ['scenarios', path.join('fixtures', 'spec')]) {
    for (const entry of readdirSync(path.join(root, name), { recursive: true, encoding: 'utf8' }).sort()) {
      const { size, mtimeMs } = statSync(path.join(root, name, entry));
      hash.update(JSON.stringify([name, entry, size, mtimeMs]));
    }
  }
  return hash.digest('hex');
}
