import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { causeOf } from './cause.ts';

/** Why a file that a user named is not read or written, as the rest of a sentence that begins with its path. */
export class NamedFileError extends Error {
  override readonly name = 'NamedFileError';
  /** That of the system, where it was the system that refused: `ENOENT`. */
  readonly code: string | undefined;

  /** Then it is the file that was meant, and another way to write it helps. */
  get isNotUtf8(): boolean {
    return this.code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
  }

  constructor(why: string, cause?: unknown) {
    super(why, cause === undefined ? {} : { cause });
    this.code = (cause as NodeJS.ErrnoException | undefined)?.code;
  }
}

/** Bytes. Nobody writes more by hand; the largest scenario of the library has 40 kB. */
export const MOST_BYTES = 64 * 2 ** 20;

/**
 * The text of a file that a user names. Everything that a user names is read by this: whatever else lies there (a pipe
 * that nobody writes to, a device that never ends) would hold us up for ever, or fill the memory.
 *
 * Throws a `NamedFileError`, also at what is no UTF-8.
 */
export function readNamed(file: string, most?: number): string {
  return utf8(readNamedBytes(file, most));
}

export function readNamedBytes(file: string, most = MOST_BYTES): Buffer {
  const { descriptor, size } = openNamed(file, most);
  try {
    return readAtMost(descriptor, size, most);
  } catch (error) {
    throw error instanceof NamedFileError ? error : refused(error);
  } finally {
    closeSync(descriptor);
  }
}

/** For whoever reads it piece by piece, and closes it. */
export function openNamed(
  file: string,
  most: number,
): { readonly descriptor: number; readonly size: number } {
  const { descriptor, stats } = openRegular(file, constants.O_RDONLY);
  if (stats.size <= most) return { descriptor, size: stats.size };
  closeSync(descriptor);
  throw tooLarge(most);
}

/** An empty file to write to: what was in it is gone. */
export function openNamedToWrite(file: string): number {
  const { descriptor } = openRegular(file, constants.O_WRONLY | constants.O_CREAT);
  ftruncateSync(descriptor);
  return descriptor;
}

/** In place of what may be there. */
export function writeNamed(file: string, text: string): void {
  const descriptor = openNamedToWrite(file);
  try {
    writeFileSync(descriptor, text);
  } catch (error) {
    throw refused(error);
  } finally {
    closeSync(descriptor);
  }
}

/** What is piped into us, to its end. */
export async function readStandardInput(most = MOST_BYTES): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const part of process.stdin as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > most) throw tooLarge(most);
      parts.push(part);
    }
  } catch (error) {
    throw error instanceof NamedFileError ? error : refused(error);
  }
  return Buffer.concat(parts);
}

/** Without waiting for whoever may be at the other end of a pipe; what was opened is looked at, and not its name. */
function openRegular(file: string, flags: number): { descriptor: number; stats: Stats } {
  const descriptor = opened(file, flags);
  const stats = fstatSync(descriptor);
  if (stats.isFile() || (flags === constants.O_RDONLY && isNull(stats))) return { descriptor, stats };
  closeSync(descriptor);
  throw new NamedFileError(`is ${kindOf(stats)}, and not a file`);
}

function opened(file: string, flags: number): number {
  try {
    return openSync(file, flags | constants.O_NONBLOCK | constants.O_NOCTTY, 0o666);
  } catch (error) {
    throw refused(error);
  }
}

/** `/dev/null` is how people write "an empty file"; it is device 1:3 on every Linux, and 3:2 on every macOS. */
const isNull = (stats: Stats): boolean =>
  stats.isCharacterDevice() && stats.rdev === (process.platform === 'darwin' ? 0x3000002 : 0x103);

function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a pipe';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}

const REFUSALS: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  ENOTDIR: 'is not there: a part of its path is no folder',
  EISDIR: 'is a folder, and not a file',
  EACCES: 'may not be opened by you',
  ELOOP: 'is a link that leads to itself',
  ENXIO: 'is a pipe, a socket or a device, and not a file',
  ENAMETOOLONG: 'has too long a name',
};

function refused(error: unknown): NamedFileError {
  const { code } = error as NodeJS.ErrnoException;
  return new NamedFileError(REFUSALS[code ?? ''] ?? `cannot be read or written: ${causeOf(error)}`, error);
}

/** The size is a hint only: files of /proc have none, and others grow. */
function readAtMost(descriptor: number, size: number, most: number): Buffer {
  const parts: Buffer[] = [];
  let total = 0;
  for (;;) {
    const part = Buffer.allocUnsafe(Math.max(4096, size + 1 - total));
    const count = readSync(descriptor, part);
    if (count === 0) return Buffer.concat(parts);
    total += count;
    if (total > most) throw tooLarge(most);
    parts.push(part.subarray(0, count));
  }
}

function tooLarge(most: number): NamedFileError {
  return new NamedFileError(`is larger than ${most / 2 ** 20} MiB, which is the most that is read`);
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch (cause) {
    throw new NamedFileError('is not UTF-8', cause);
  }
}
