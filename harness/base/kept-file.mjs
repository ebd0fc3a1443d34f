/**
 * A file that we keep to be quicker the next time, and can make again: it is whole and ours, or it counts as absent.
 *
 * The first line seals what follows it: `signpost kept <key> <SHA-256 of key and body>`. The key says what the body was
 * made from. Plain JavaScript, because some are read before TypeScript is loaded.
 */
import { createHash, randomUUID } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

const WORD = 'signpost kept';
const NEWLINE = 10;

/**
 * The body as it was kept under this key; undefined where the file is absent, of another key, or damaged.
 * @param {string} file
 * @param {string} key  of one line, without blanks
 * @returns {Buffer | undefined}
 */
export function readKept(file, key) {
  const bytes = readWhole(file);
  const end = bytes?.indexOf(NEWLINE) ?? -1;
  if (bytes === undefined || end < 0) return undefined;
  const body = bytes.subarray(end + 1);
  return bytes.toString('latin1', 0, end) === firstLine(key, body) ? body : undefined;
}

/**
 * Keeps a body in place of whatever is there. Several may do so at once: the file is always that of one of them.
 * Throws what the system says.
 * @param {string} file
 * @param {string} key
 * @param {string | Uint8Array} body
 * @param {number} [mode]
 */
export function keep(file, key, body, mode) {
  replaceWhole(file, sealedFile(key, body), mode);
}

/**
 * The same, unless there is one by now that is good: then its body is handed back, so that all who do this at once go on
 * with one and the same.
 *
 * Those who find the same damaged file agree by a name made of the damage: the first to link its own to that is the heir.
 * Something else in its place (a folder, a pipe, a link that leads nowhere) is damage, too.
 * @param {string} file
 * @param {string} key
 * @param {string | Uint8Array} body
 * @param {{ mode: number, isGood: (body: Buffer) => boolean }} how
 * @returns {Buffer}
 */
export function keepFirst(file, key, body, { mode, isGood }) {
  const draft = writeDraft(file, sealedFile(key, body), mode);
  try {
    while (!linked(draft, file)) {
      const known = readKept(file, key);
      if (known !== undefined && isGood(known)) return known;
      const damage = readWhole(file) ?? whatElse(file);
      // Gone meanwhile.
      if (damage === undefined) continue;
      const heir = `${file}.${digest(damage)}`;
      linked(draft, heir);
      const winner = readKept(heir, key) ?? Buffer.from(body);
      replaceWhole(file, sealedFile(key, winner), mode);
      return winner;
    }
    return Buffer.from(body);
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Whether the draft has got the name, which only one can.
 * @param {string} draft
 * @param {string} name
 */
function linked(draft, name) {
  try {
    linkSync(draft, name);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    return false;
  }
}

/**
 * Replaces a file that others read as it is, and that therefore has no seal.
 * @param {string} file
 * @param {string | Uint8Array} content
 * @param {number} [mode]
 */
export function replaceWhole(file, content, mode) {
  const draft = writeDraft(file, content, mode);
  try {
    renameOver(draft, file);
    sweep(file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/**
 * A folder that lies there goes aside, as what a killed writer left: nothing of ours is one.
 * @param {string} draft
 * @param {string} file
 */
function renameOver(draft, file) {
  try {
    renameSync(draft, file);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EISDIR') throw error;
    renameSync(file, `${file}.${randomUUID()}`);
    renameSync(draft, file);
  }
}

/**
 * Writes and waits for the disk: after a power cut, a name never stands for an empty file.
 * @param {string} file
 * @param {string | Uint8Array} content
 * @param {number} [mode]
 */
export function writeToDisk(file, content, mode = 0o644) {
  const bytes = Buffer.from(content);
  const descriptor = openSync(file, 'wx', mode);
  try {
    for (let done = 0; done < bytes.length; ) done += writeSync(descriptor, bytes, done);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

const DAY = 86_400_000;

/**
 * Removes what those left beside the file who were killed while they wrote it, and the heirs of damaged ones.
 * @param {string} file
 */
function sweep(file) {
  const folder = dirname(file);
  for (const name of readdirSync(folder)) {
    if (!LEFT.test(name.slice(basename(file).length)) || !name.startsWith(basename(file))) continue;
    const left = join(folder, name);
    if ((statSync(left, { throwIfNoEntry: false })?.mtimeMs ?? 0) < Date.now() - DAY)
      rmSync(left, { recursive: true, force: true });
  }
}

/** A random UUID, or a digest. */
const LEFT = /^\.[0-9a-f-]{36,64}$/;

/**
 * A line of a file that many add to: sealed by itself, since nobody could seal the whole.
 * @param {string} text  of one line
 */
export function sealedLine(text) {
  return `${digest(text)} ${text}`;
}

/**
 * What was sealed; undefined where the line is torn or damaged.
 * @param {string} line
 * @returns {string | undefined}
 */
export function unsealedLine(line) {
  const text = line.slice(DIGEST_LENGTH + 1);
  return line === sealedLine(text) ? text : undefined;
}

const DIGEST_LENGTH = 64;

/**
 * @param {string} file
 * @param {string | Uint8Array} content
 * @param {number} [mode]
 */
function writeDraft(file, content, mode) {
  const draft = `${file}.${randomUUID()}`;
  try {
    writeToDisk(draft, content, mode);
    return draft;
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/**
 * @param {string} key
 * @param {string | Uint8Array} body
 */
function sealedFile(key, body) {
  const bytes = Buffer.from(body);
  return Buffer.concat([Buffer.from(`${firstLine(key, bytes)}\n`, 'latin1'), bytes]);
}

/**
 * @param {string} key
 * @param {Uint8Array} body
 */
function firstLine(key, body) {
  return `${WORD} ${key} ${digest(`${key}\n`, body)}`;
}

/** @param {readonly (string | Uint8Array)[]} parts */
function digest(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** Bytes. The largest that we keep, the library, has some 5 MB. */
const MOST = 256 * 2 ** 20;

/**
 * What is in a file of ours; undefined where it cannot be read, or is none: a pipe in its place would be waited for without
 * end, and a device fill the memory.
 * @param {string} file
 * @returns {Buffer | undefined}
 */
export function readWhole(file) {
  let descriptor;
  try {
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
    const stats = fstatSync(descriptor);
    return stats.isFile() && stats.size <= MOST ? readFileSync(descriptor) : undefined;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/**
 * Which thing lies there that cannot be read; undefined where there is none.
 * @param {string} file
 */
function whatElse(file) {
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return undefined;
  // Then that is what hinders us, and not the file.
  if (stats.isFile() && stats.size <= MOST && isReadable(file)) throw new Error(`${file} cannot be read`);
  return JSON.stringify([stats.dev, stats.ino, stats.ctimeMs]);
}

/** @param {string} file */
function isReadable(file) {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
